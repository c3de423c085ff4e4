"""Where each optimizer stands in the menu that adds one to the race."""

MENU = ("first_order", "modern", "second_order", "lecture")

_MODERN = {
    *("lion", "adabelief", "yogi", "adan", "adopt", "ademamix", "sam", "prodigy", "sophia"),
    *("schedule_free_sgd", "schedule_free_adamw"),
}
_SECOND_ORDER = {
    *("newton", "newton_damped", "newton_saddle_free", "trust_region"),
    *("bfgs", "lbfgs", "cg", "nelder_mead"),
}


def menu_of(key: str) -> str:
    """The group of an optimizer; a new rule of no other kind is of the first order."""
    if key.endswith(("_lecture", "_slip")):
        return "lecture"
    if key in _SECOND_ORDER:
        return "second_order"
    return "modern" if key in _MODERN else "first_order"
