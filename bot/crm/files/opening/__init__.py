"""Bytes to rows of cells: text and workbooks, where the headings stand, which rows are records."""
