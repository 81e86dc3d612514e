"""A report on paper and on screens: one value printed as HTML, as PDF and as a workbook."""
