"""The structure of a tagged PDF: each page is one figure, told in words to those who cannot see it."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name, String


def add_structure(pdf: pikepdf.Pdf, alt: str) -> None:
    """Tag pages whose content is one piece of marked content, number 0 (ISO 32000-1, 14.7).

    Parameters
    ----------
    pdf
        All its pages are there; links are tagged too.
    alt
        What the pages show.
    """
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
    children: list[pikepdf.Object] = []
    parents: list[pikepdf.Object] = []
    for page in pdf.pages:
        figure = pdf.make_indirect(_figure(page.obj, document, alt))
        children.append(figure)
        page.obj.StructParents = len(parents)
        page.obj.Tabs = Name.S
        parents.append(Array([figure]))
        for annotation in page.obj.get("/Annots", []):
            link = pdf.make_indirect(_link(page.obj, document, annotation))
            children.append(link)
            annotation.StructParent = len(parents)
            parents.append(link)
    document.K = Array(children)
    root.K = Array([document])
    root.ParentTree = Dictionary(Nums=Array([item for pair in enumerate(parents) for item in pair]))
    root.ParentTreeNextKey = len(parents)
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)


def _figure(page: pikepdf.Object, parent: pikepdf.Object, alt: str) -> Dictionary:
    layout = Dictionary(O=Name.Layout, Placement=Name.Block, BBox=page.MediaBox)
    return Dictionary(Type=Name.StructElem, S=Name.Figure, P=parent, Pg=page, K=0, Alt=String(alt), A=layout)


def _link(page: pikepdf.Object, parent: pikepdf.Object, annotation: pikepdf.Object) -> Dictionary:
    reference = Dictionary(Type=Name.OBJR, Pg=page, Obj=annotation)
    return Dictionary(Type=Name.StructElem, S=Name.Link, P=parent, Pg=page, K=reference)
