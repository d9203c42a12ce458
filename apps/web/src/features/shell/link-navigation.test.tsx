import { cleanup, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";

const router = vi.hoisted(() => ({ push: vi.fn(), prefetch: vi.fn() }));
vi.mock("next/navigation", () => ({ useRouter: () => router }));
const { LinkNavigation } = await import("./link-navigation.tsx");

// The browser of the tests cannot go anywhere; asked last, this changes nothing for what is tested.
const stay = (event: Event) => event.preventDefault();
beforeAll(() => window.addEventListener("click", stay));
afterAll(() => window.removeEventListener("click", stay));
afterEach(() => {
  cleanup();
  vi.clearAllMocks();
});

const setup = () =>
  render(
    <>
      <LinkNavigation />
      <a href="/search?q=tap">
        <span>Taps</span>
      </a>
      <a href="/sign-in" onClick={(event) => event.preventDefault()}>
        Sign in
      </a>
      <a href="#times">Times</a>
    </>,
  );

it("follows a plain click on a link, also on what is in it", async () => {
  setup();
  await userEvent.click(screen.getByText("Taps"));
  expect(router.push.mock.calls).toEqual([["/search?q=tap"]]);
});

it("fetches ahead what is pointed at", async () => {
  setup();
  await userEvent.hover(screen.getByText("Taps"));
  expect(router.prefetch).toHaveBeenCalledWith("/search?q=tap");
});

it("leaves alone what was handled, what stays on the page, and clicks for another tab", async () => {
  setup();
  const user = userEvent.setup();
  await user.click(screen.getByText("Sign in"));
  await user.click(screen.getByText("Times"));
  await user.keyboard("{Control>}");
  await user.click(screen.getByText("Taps"));
  expect(router.push).not.toHaveBeenCalled();
});
