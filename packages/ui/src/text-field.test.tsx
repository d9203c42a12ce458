import { cleanup, render, screen } from "@testing-library/react";
import { createRef } from "react";
import { afterEach, describe, expect, it } from "vitest";
import { Select } from "./select.tsx";
import { TextArea } from "./text-area.tsx";
import { TextField } from "./text-field.tsx";

afterEach(cleanup);

/** The text a screen reader gives after the name of a control. */
function description(element: HTMLElement): string {
  const ids = (element.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
  return ids.map((id) => document.getElementById(id)?.textContent ?? "(missing)").join(" | ");
}

describe("fields", () => {
  it("ties hint and error to the input and marks it invalid", () => {
    render(<TextField label="Email" hint="For receipts" error="Write the whole address." />);
    const input = screen.getByLabelText("Email");
    expect(description(input)).toBe("For receipts | Write the whole address.");
    expect(input.getAttribute("aria-invalid")).toBe("true");
  });

  it("has no description and is not invalid at rest", () => {
    render(<TextField label="Email" optional />);
    const input = screen.getByLabelText("Email (optional)");
    expect(input.hasAttribute("aria-describedby")).toBe(false);
    expect(input.hasAttribute("aria-invalid")).toBe(false);
  });

  it("hands ref and attributes to the control", () => {
    const ref = createRef<HTMLInputElement>();
    render(<TextField label="Email" ref={ref} name="email" type="email" defaultValue="a@b.co" />);
    expect(ref.current?.name).toBe("email");
    expect(ref.current?.value).toBe("a@b.co");
  });

  it("wires text areas and selects the same way", () => {
    render(
      <>
        <TextArea label="Notes" error="Too long." />
        <Select label="Service" error="Choose one." options={[{ value: "a", label: "Clean" }]} />
      </>,
    );
    expect(description(screen.getByLabelText("Notes"))).toBe("Too long.");
    expect(description(screen.getByLabelText("Service"))).toBe("Choose one.");
  });
});
