"""Spreadsheets for tests, written cell by cell."""

import zipfile
from pathlib import Path

ODS_NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)


def write_xlsx(path: Path, sheet_data: str, *, styles: str = "", size: str = "") -> Path:
    """Write a workbook of one sheet, whose cells are given as Excel writes them."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="r1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets><sheet name="Films" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="r1" Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="r2" Type="{relations}/styles" Target="styles.xml"/></Relationships>',
        )
        formats = f"<numFmts>{styles}</numFmts>" if styles else ""
        layouts = '<xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/>'
        archive.writestr(
            "xl/styles.xml", f'<styleSheet xmlns="{main}">{formats}<cellXfs count="3">{layouts}</cellXfs></styleSheet>'
        )
        archive.writestr(
            "xl/worksheets/sheet1.xml",
            f'<worksheet xmlns="{main}">{size}<sheetData>{sheet_data}</sheetData></worksheet>',
        )
    return path


def write_ods(path: Path, rows: str) -> Path:
    """Write a sheet, whose rows are given as LibreOffice writes them."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f"<office:document-content {ODS_NAMESPACES}><office:body><office:spreadsheet>"
            f'<table:table table:name="Films">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return path


def text_cell(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'
