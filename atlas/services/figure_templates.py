"""Saved templates of figures: a request takes what its template says where it says nothing itself."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping

from atlas.core.access import AccessPolicy, Action, Actor, require
from atlas.core.errors import Text
from atlas.core.figures.request import FigureRequest
from atlas.core.figures.request_reading import read_figure_request
from atlas.services.answers import Answer
from atlas.stores.audit import AuditTrail, Change
from atlas.stores.figure_templates import FigureTemplate, FigureTemplates

#: Name of the parameter that chooses a template.
TEMPLATE = "template"
#: What a template may say in place of a date.
TODAY = "today"


class TemplateShelf:
    """The templates of an office, for whoever may use or change them.

    Parameters
    ----------
    templates
        Where they are kept.
    policy
        In force.
    audit
        Where changes are noted.
    clock
        The time in UTC as it is written down.
    today
        The day where the office is.
    """

    def __init__(
        self,
        templates: FigureTemplates,
        policy: AccessPolicy,
        audit: AuditTrail,
        clock: Callable[[], str],
        *,
        today: Callable[[], datetime.date],
    ) -> None:
        self._templates = templates
        self._policy = policy
        self._audit = audit
        self._clock = clock
        self._today = today

    def list_templates(self) -> list[Answer]:
        """All templates that can be used, as the API gives them."""
        return [template.to_dict() for template in self._templates.list_templates()]

    def list_broken(self) -> list[Answer]:
        """Files of the office that cannot be used: ``file`` and ``message``."""
        return [
            {"file": file, "message": message.to_dict()} for file, message in self._templates.list_broken()
        ]

    def read(self, values: Mapping[str, str]) -> FigureRequest:
        """A request with the values of its template, and the date of today where one says so.

        Parameters
        ----------
        values
            Text by parameter.

        Returns
        -------
        FigureRequest
            Whose form is checked.

        Raises
        ------
        AtlasError
            An unknown template or parameter; a value that cannot be used.
        """
        given = {name: text for name, text in values.items() if name != TEMPLATE}
        if values.get(TEMPLATE):
            given = {**self._templates.get_template(values[TEMPLATE]).values, **given}
        return read_figure_request(self._dated(given))

    def save_template(
        self, actor: Actor, name: str, title: Text, values: Mapping[str, str]
    ) -> FigureTemplate:
        """Keep a template for everybody.

        Parameters
        ----------
        actor
            Who keeps it.
        name, title
            Of the template.
        values
            Text by parameter.

        Returns
        -------
        FigureTemplate
            As it is kept.

        Raises
        ------
        AccessDenied
            Not an editor.
        AtlasError
            A name or value that cannot be used; the disk refused.
        """
        require(actor, Action.EDIT_TEMPLATES, self._policy)
        read_figure_request(self._dated(values))
        for words in (title.zh, title.en):
            # As long as the title of a figure may be, and as plain.
            read_figure_request({"title": words})
        template = self._templates.save_template(name, title, values)
        new = {"values": dict(values)}
        self._audit.record(Change(self._clock(), actor.name, "template.save", f"template:{name}", new=new))
        return template

    def remove_template(self, actor: Actor, name: str) -> None:
        """Remove a template of the office.

        Parameters
        ----------
        actor
            Who removes it.
        name
            Its own.

        Raises
        ------
        AccessDenied, NotFoundError, ConflictError, StoreError
            Not an editor; no such template; it comes with the atlas; the disk refused.
        """
        require(actor, Action.EDIT_TEMPLATES, self._policy)
        self._templates.remove_template(name)
        self._audit.record(Change(self._clock(), actor.name, "template.remove", f"template:{name}"))

    def _dated(self, values: Mapping[str, str]) -> Mapping[str, str]:
        if values.get("date") != TODAY:
            return values
        return {**values, "date": self._today().isoformat()}
