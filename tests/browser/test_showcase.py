"""The page of all components, photographed and looked over in both themes."""

import pytest

from tests.browser.conftest import Open, Serve
from tests.required import CHECKOUT

PICTURES = CHECKOUT / "build" / "pictures"


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_every_component_in_every_state_is_accessible_and_fits(
    serve: Serve, window: Open, theme: str, width: int
) -> None:
    served = serve()
    with window(served, color_scheme=theme, viewport={"width": width, "height": 900}) as one:
        page = one.go("/ui")
        PICTURES.mkdir(parents=True, exist_ok=True)
        picture = PICTURES / f"ui-{theme}-{width}.png"
        page.screenshot(path=picture, full_page=True)

        assert one.violations() == []
        assert one.overflow() == 0
        assert picture.stat().st_size > 50_000

        page.get_by_role("button", name="Open a dialog").click()
        page.get_by_role("heading", name="A dialog").wait_for()
        assert one.violations() == []
