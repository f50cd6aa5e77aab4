"""What may not go out: figures that the rules of maps stop, and pictures with too many pixels. For every door alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from atlas.core.access import AccessPolicy, Action, Actor, may, require
from atlas.core.errors import LimitExceeded, MapRuleError, ParameterError, Text
from atlas.core.figures.paper import page_size, pixel_size
from atlas.core.figures.request import FigurePage, FigureRequest
from atlas.core.figures.request_reading import write_figure_request
from atlas.core.map_rules import Finding, refusals
from atlas.stores.audit import AuditTrail, Change

#: Largest picture where the settings say nothing else [pixels].
MAX_PIXELS = 150_000_000
_SHORTEST_REASON = 4


class FigureRules:
    """Refuses what the rules of maps stop, and notes who takes that upon himself.

    Parameters
    ----------
    policy
        In force.
    audit
        Where overrides are noted.
    clock
        The time in UTC as it is written down.
    """

    def __init__(self, policy: AccessPolicy, audit: AuditTrail, clock: Callable[[], str]) -> None:
        self._policy = policy
        self._audit = audit
        self._clock = clock

    def may_override(self, actor: Actor) -> bool:
        """Whether somebody may take findings upon himself."""
        return may(actor, Action.OVERRIDE_MAP_RULE, self._policy)

    def accepted(self, actor: Actor, request: FigureRequest) -> tuple[str, ...]:
        """Findings that the actor takes upon himself, if he may."""
        return request.override if self.may_override(actor) else ()

    def check_override(self, actor: Actor, request: FigureRequest) -> None:
        """Refuse an override that cannot be one, before anything is made.

        Parameters
        ----------
        actor
            Who wants it.
        request
            Perhaps with an override.

        Raises
        ------
        AccessDenied
            There is one, and the actor may not.
        ParameterError
            It has no reason.
        """
        if not request.override:
            return
        require(actor, Action.OVERRIDE_MAP_RULE, self._policy)
        if len(request.override_reason) < _SHORTEST_REASON:
            raise ParameterError(
                "越过检查需要写明理由",
                "taking a finding upon oneself needs a reason",
                code="reason_missing",
                hint_zh="请在 override_reason 中写明，理由会记入审计日志。",
                hint_en="Say why in override_reason; it is kept in the audit trail.",
                parameter="override_reason",
            )

    def check_rules(
        self, actor: Actor, findings: Sequence[Finding], request: FigureRequest, title: str
    ) -> None:
        """Refuse what the rules of maps stop, and note when somebody takes that upon himself.

        Parameters
        ----------
        actor
            Who wants it.
        findings
            Of a figure, or of all maps of a book.
        request
            It was made from.
        title
            Of the figure or book.

        Raises
        ------
        MapRuleError
            Findings refuse it, and the request does not override them.
        AccessDenied
            It does, and the actor may not.
        ParameterError
            No reason is given.
        """
        refuse_findings([one for one in findings if one.code not in request.override])
        refused = refusals(findings, ())
        if not refused:
            return
        self.check_override(actor, request)
        new = {
            "findings": list(dict.fromkeys(one.code for one in refused)),
            "reason": request.override_reason,
            "request": write_figure_request(request),
        }
        self._audit.record(Change(self._clock(), actor.name, "figure.override", f"figure:{title}", new=new))


def refuse_findings(findings: Sequence[Finding]) -> None:
    """Refuse what the rules of maps stop; nobody takes anything upon himself.

    Parameters
    ----------
    findings
        Of a figure or book.

    Raises
    ------
    MapRuleError
        One of them refuses an export.
    """
    refused = refusals(findings, ())
    if not refused:
        return
    joined = Text("；".join(one.message.zh for one in refused), "; ".join(one.message.en for one in refused))
    raise MapRuleError(
        f"这幅图不能导出：{joined.zh}",
        f"this figure may not be exported: {joined.en}",
        hint_zh="".join(one.hint.zh for one in refused) + "审核人员可以写明理由后越过，越过会被记录。",
        hint_en=" ".join(one.hint.en for one in refused)
        + " A reviewer may override it with a reason, which is kept.",
        findings=list(dict.fromkeys(one.code for one in refused)),
    )


def without_override(request: FigureRequest) -> FigureRequest:
    """A request as it may travel: what somebody took upon himself holds for that one export.

    Parameters
    ----------
    request
        Of a figure.

    Returns
    -------
    FigureRequest
        Neither override nor reason.
    """
    return replace(request, override=(), override_reason="")


def check_pixels(page: FigurePage, most: int) -> None:
    """Refuse a picture that is too large.

    Parameters
    ----------
    page
        Paper and resolution of the picture.
    most
        That it may have [pixels].

    Raises
    ------
    LimitExceeded
        It has more.
    """
    width, height = pixel_size(*page_size(page.paper, page.orientation), page.dpi)
    if width * height <= most:
        return
    raise LimitExceeded(
        f"图片有 {width:,} x {height:,} 像素，超过上限 {most / 1e6:.0f} 百万像素",
        f"the picture would have {width:,} x {height:,} pixels; the limit is {most / 1e6:.0f} million",
        code="too_many_pixels",
        hint_zh="请降低分辨率、用较小的纸，或导出 PDF（矢量，不受此限）。",
        hint_en="Take a lower resolution or a smaller page, or export a PDF, which has no pixels.",
        pixels=width * height,
        limit=most,
    )
