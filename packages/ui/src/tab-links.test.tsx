import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { TabLinks } from "./tab-links.tsx";

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

it("puts the current tab in the middle, so that those at both sides can be seen", () => {
  vi.spyOn(HTMLElement.prototype, "offsetLeft", "get").mockReturnValue(400);
  vi.spyOn(HTMLElement.prototype, "offsetWidth", "get").mockReturnValue(100);
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(300);
  render(
    <TabLinks
      label="Desk"
      tabs={["Today", "Money", "Invoices"].map((label) => ({
        href: `/${label}`,
        label,
        current: label === "Money",
      }))}
    />,
  );
  // Its middle stands at 450, that of what is shown at 150.
  expect(screen.getByRole("navigation", { name: "Desk" }).scrollLeft).toBe(300);
});
