import { beforeEach, describe, expect, it, vi } from "vitest";

import "./copy";

describe("copying what stands in a field", () => {
  const copied = vi.fn<(text: string) => Promise<void>>().mockResolvedValue();

  beforeEach(() => {
    copied.mockClear();
    Object.defineProperty(navigator, "clipboard", { value: { writeText: copied }, configurable: true });
    const page = document.createElement("main"); // away from the document first: happy-dom connects elements before they have children
    page.innerHTML = `<viva-copy data-done="Copied"><input value="http://x/seat/1"><button type="button" hidden>Copy</button><span role="status"></span></viva-copy>`;
    document.body.replaceChildren(page);
  });

  it("copies it and says so", async () => {
    const button = document.querySelector("button")!;
    expect(button.hidden).toBe(false);

    button.click();

    expect(copied).toHaveBeenCalledWith("http://x/seat/1");
    await vi.waitFor(() => expect(document.querySelector("[role=status]")?.textContent).toBe("Copied"));
  });

  it("does nothing more once it is gone", () => {
    const button = document.querySelector("button")!;
    document.querySelector("viva-copy")?.remove();
    button.click();
    expect(copied).not.toHaveBeenCalled();
  });
});
