"""Ways to spoil a document that keep it interesting: cut, repeat, swap, and put traps of ours in its midst."""

from __future__ import annotations

from hypothesis import strategies as st

TRAPS = (
    b"<table>", b"</td>", b"<tr>", b'<td rowspan="9" colspan="9">', b"</table>", b"<p>", b"\t", b"\n\n", b"|",
    b"&#0;", b"<!--", b"<script>", "　".encode(), "（六）其他处理".encode(), "三、收到和处理政府信息公开申请情况".encode(),
    b"1,2", b"0012", b"-", b"1.5", "增2".encode(), "２".encode(), b"\x00", b"\xff\xfe", "总计".encode(), b"%PDF-",
    b"<sup>1</sup>", b"</s>", b'<span style="display:none">5', b'<input value="3">', "①".encode(), "²".encode(),
    b"- 3 -", "其他处理（如-8）".encode(), b"5\n.",
)  # fmt: skip


@st.composite
def spoiled(draw: st.DrawFn, wholes: tuple[bytes, ...]) -> bytes:
    """Draw a whole document and spoil it in a few places."""
    body = draw(st.sampled_from(wholes))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(body)))
        end = min(len(body), start + draw(st.integers(0, 400)))
        how = draw(st.sampled_from(("cut", "repeat", "trap", "noise", "move", "stop")))
        piece = body[start:end]
        if how == "cut":
            body = body[:start] + body[end:]
        elif how == "repeat":
            body = body[:end] + piece * draw(st.integers(1, 20)) + body[end:]
        elif how == "trap":
            body = body[:start] + draw(st.sampled_from(TRAPS)) + body[start:]
        elif how == "noise":
            body = body[:start] + draw(st.binary(max_size=20)) + body[start:]
        elif how == "move":
            place = draw(st.integers(0, len(body)))
            rest = body[:start] + body[end:]
            body = rest[:place] + piece + rest[place:]
        else:
            body = body[:end]
    return body
