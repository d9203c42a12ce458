import { cleanup, render, screen, within } from "@testing-library/react";
import { renderToString } from "react-dom/server";
import { afterEach, describe, expect, it } from "vitest";
import { Gallery } from "./gallery.tsx";

afterEach(cleanup);

describe("every part", () => {
  it("renders on the server", () => {
    expect(renderToString(<Gallery />)).toContain("Book for $60");
  });

  it("has a name on every control and unique ids", () => {
    const { container } = render(<Gallery />);
    const controls = [
      "button",
      "link",
      "textbox",
      "combobox",
      "checkbox",
      "switch",
      "radio",
      "tab",
    ];
    for (const role of controls) {
      const all = within(container).queryAllByRole(role);
      const named = within(container).queryAllByRole(role, { name: /\S/ });
      expect(named.length, role).toBe(all.length);
    }
    const ids = Array.from(container.querySelectorAll("[id]"), (element) => element.id);
    expect(ids).toEqual([...new Set(ids)]);
    expect(screen.getAllByRole("heading", { level: 1 })).toHaveLength(1);
  });
});
