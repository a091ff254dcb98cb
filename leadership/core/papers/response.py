"""A paper as an answer to a browser, under a Russian file name."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from .faces import Face
from .model import Report


def paper_response(report: Report, face: Face) -> HttpResponse:
    return file_response(face.render(report), face, report.file_name)


def file_response(content: bytes, face: Face, file_name: str) -> HttpResponse:
    """The bytes of one face; shown in the browser where it can show them (PDF), else saved."""
    response = HttpResponse(content, content_type=face.content_type)
    name = f"{file_name.removesuffix('.')}.{face.extension}"
    response["Content-Disposition"] = content_disposition_header(face.extension != "pdf", name)
    response["Cache-Control"] = "no-store"
    return response
