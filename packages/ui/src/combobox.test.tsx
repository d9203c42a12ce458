import { cleanup, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Combobox, type ComboboxProps } from "./combobox.tsx";

afterEach(cleanup);

const options = [
  { value: "b1", label: "Berlin" },
  { value: "b2", label: "Bern" },
];

function setup(props: Partial<ComboboxProps> = {}) {
  render(<Combobox label="Where" name="place" valueName="placeId" options={options} {...props} />);
  return screen.getByRole("combobox", { name: "Where" }) as HTMLInputElement;
}
const hiddenValue = () => document.querySelector<HTMLInputElement>('input[name="placeId"]')?.value;

describe("Combobox", () => {
  it("asks for options while typing and opens the list", async () => {
    const onQueryChange = vi.fn();
    const input = setup({ onQueryChange });
    expect(screen.queryByRole("option")).toBeNull();
    await userEvent.type(input, "Be");
    expect(onQueryChange).toHaveBeenLastCalledWith("Be");
    expect(input.getAttribute("aria-expanded")).toBe("true");
    expect(screen.getAllByRole("option")).toHaveLength(2);
    expect(screen.getByRole("status").textContent).toBe("2 suggestions");
  });

  it("moves by arrow keys around the ends and takes an option with Enter", async () => {
    const onSelect = vi.fn();
    const input = setup({ onSelect });
    await userEvent.type(input, "Be{ArrowDown}{ArrowDown}{ArrowDown}");
    const active = document.getElementById(input.getAttribute("aria-activedescendant") ?? "");
    expect(active?.textContent).toBe("Berlin");
    await userEvent.keyboard("{ArrowUp}{Enter}");
    expect(onSelect).toHaveBeenCalledWith(options[1]);
    expect(input.value).toBe("Bern");
    expect(hiddenValue()).toBe("b2");
    expect(input.getAttribute("aria-expanded")).toBe("false");
  });

  it("goes to the ends with Home and End, but only while an option is active", async () => {
    const input = setup();
    const active = () =>
      document.getElementById(input.getAttribute("aria-activedescendant") ?? "")?.textContent;
    await userEvent.type(input, "Be{Home}");
    expect(active()).toBeUndefined();
    await userEvent.keyboard("{ArrowDown}{End}");
    expect(active()).toBe("Bern");
    await userEvent.keyboard("{Home}");
    expect(active()).toBe("Berlin");
  });

  it("names the groups of its options", async () => {
    const grouped = options.map((option, index) => ({
      ...option,
      group: index === 0 ? "Recent" : "Places",
    }));
    await userEvent.type(setup({ options: grouped }), "Be");
    expect(screen.getAllByRole("group").map((group) => group.getAttribute("aria-label"))).toEqual([
      "Recent",
      "Places",
    ]);
  });

  it("leaves the text alone when an option only does something", async () => {
    const onSelect = vi.fn();
    const clear = { value: "clear", label: "Clear", action: true };
    const input = setup({ options: [...options, clear], onSelect });
    await userEvent.type(input, "Be{ArrowUp}{Enter}");
    expect(onSelect).toHaveBeenCalledWith(clear);
    expect(input.value).toBe("Be");
  });

  it("forgets the chosen value when the text changes again", async () => {
    const input = setup();
    await userEvent.type(input, "Be");
    await userEvent.click(screen.getByRole("option", { name: "Berlin" }));
    expect(hiddenValue()).toBe("b1");
    await userEvent.type(input, "x");
    expect(hiddenValue()).toBe("");
    expect(input.value).toBe("Berlinx");
  });

  it("closes on Escape and keeps the text", async () => {
    const input = setup();
    await userEvent.type(input, "Be{Escape}");
    expect(input.getAttribute("aria-expanded")).toBe("false");
    expect(input.value).toBe("Be");
  });

  it("submits free text with Enter when no option is active", async () => {
    const onSubmit = vi.fn((event: { preventDefault(): void }) => event.preventDefault());
    render(
      <form onSubmit={onSubmit}>
        <Combobox label="Need" name="q" options={options} />
      </form>,
    );
    await userEvent.type(screen.getByRole("combobox"), "Bath{Enter}");
    expect(onSubmit).toHaveBeenCalledOnce();
  });

  it("says when nothing is found", async () => {
    const input = setup({ options: [], emptyText: "No such place." });
    await userEvent.type(input, "zz");
    expect(screen.getByRole("status").textContent).toBe("No such place.");
  });

  it("is a named text input in the server's HTML", () => {
    const html = renderToStaticMarkup(
      <Combobox label="Where" name="place" defaultQuery="Berlin" options={[]} />,
    );
    expect(html).toMatch(/<input type="text"[^>]*name="place"[^>]*value="Berlin"/);
  });
});
