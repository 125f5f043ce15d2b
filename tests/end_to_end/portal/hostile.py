"""Text that tries to be more than text."""

HOSTILE = (
    "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">"
    "</textarea>\"'><svg onload=document.title='taken'>{{7*7}}{% raw %}=HYPERLINK(\"x\")\u202egnp.exe"
)
SHOWN = HOSTILE.replace("\u202e", "")
"""As it is kept: without signs that nobody sees."""
