import { cleanup, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Button } from "./button.tsx";

afterEach(cleanup);

describe("Button", () => {
  it("keeps its name, says it is busy and ignores clicks while loading", async () => {
    const onClick = vi.fn();
    const onSubmit = vi.fn((event: { preventDefault(): void }) => event.preventDefault());
    render(
      <form onSubmit={onSubmit}>
        <Button type="submit" loading onClick={onClick}>
          Book for $60
        </Button>
      </form>,
    );
    const button = screen.getByRole("button", { name: "Book for $60" });
    expect(button.getAttribute("aria-busy")).toBe("true");
    await userEvent.click(button);
    expect(onClick).not.toHaveBeenCalled();
    expect(onSubmit).not.toHaveBeenCalled();
  });

  it("submits once it is no longer loading", async () => {
    const onSubmit = vi.fn((event: { preventDefault(): void }) => event.preventDefault());
    render(
      <form onSubmit={onSubmit}>
        <Button type="submit">Book for $60</Button>
      </form>,
    );
    await userEvent.click(screen.getByRole("button"));
    expect(onSubmit).toHaveBeenCalledOnce();
  });

  it("lends its look to a link", () => {
    render(
      <Button asChild variant="quiet">
        <a href="/desk">Your desk</a>
      </Button>,
    );
    const link = screen.getByRole("link", { name: "Your desk" });
    expect(link.className).toContain("min-h-11");
    expect(screen.queryByRole("button")).toBeNull();
  });
});
