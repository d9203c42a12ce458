import { cleanup, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ZoneSwitch } from "./zone-switch.tsx";

afterEach(cleanup);

const options = [
  { zone: "Europe/Berlin", label: "Your time" },
  { zone: "America/New_York", label: "Provider’s time" },
];

describe("ZoneSwitch", () => {
  it("names the zones, marks the one that shows, and reports another", async () => {
    const onSelect = vi.fn();
    render(
      <ZoneSwitch
        label="Show times in"
        options={options}
        current="Europe/Berlin"
        onSelect={onSelect}
      />,
    );
    expect(screen.getByRole("group", { name: "Show times in" })).toBeTruthy();
    expect(screen.getByRole("button", { pressed: true }).textContent).toBe("Your time Berlin time");
    await userEvent.click(screen.getByRole("button", { name: /New York time$/ }));
    expect(onSelect).toHaveBeenCalledWith("America/New_York");
  });

  it("links every zone in its link form", () => {
    render(
      <ZoneSwitch
        label="Show times in"
        options={options}
        current="America/New_York"
        hrefFor={(zone) => `?zone=${zone}`}
      />,
    );
    const current = screen.getAllByRole("link").find((link) => link.ariaCurrent === "true");
    expect(current?.getAttribute("href")).toBe("?zone=America/New_York");
  });
});
