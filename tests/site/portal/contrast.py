"""Contrast of two colours as WCAG 2.2 defines it."""


def contrast(first: str, second: str) -> float:
    """From 1 (equal) to 21 (black on white); colours as #rrggbb or #rgb."""
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    red, green, blue = (_linear(int(digits[at : at + 2], 16) / 255) for at in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def lightness(colour: str) -> float:
    """L* of CIELAB: equal differences look equally far apart; from 0 (black) to 100 (white)."""
    return 116 * luminance(colour) ** (1 / 3) - 16
