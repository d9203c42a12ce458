import { ToastProvider } from "@loconomy/ui";
import { ORPCError } from "@orpc/client";
import { cleanup, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ReviewForm } from "./review-form.tsx";

const createReview = vi.hoisted(() => vi.fn());
vi.mock("../../api/browser.ts", () => ({ api: { reviews: { createReview } } }));

const id = "019ab000-0000-7000-8000-000000000001";
beforeEach(() => createReview.mockReset());
afterEach(cleanup);

function show(party: "customer" | "provider" = "customer") {
  const onDone = vi.fn(async () => undefined);
  render(
    <ToastProvider>
      <ReviewForm booking={{ id, party, providerName: "Clear Drains" }} onDone={onDone} />
    </ToastProvider>,
  );
  return onDone;
}
const send = () => userEvent.click(screen.getByRole("button", { name: "Send review" }));

it("asks for stars before it sends anything", async () => {
  show();
  await send();
  expect(await screen.findByText("Choose one to five stars")).toBeTruthy();
  expect(createReview).not.toHaveBeenCalled();
});

it("sends stars, words and the recommendation", async () => {
  createReview.mockResolvedValue({});
  const onDone = show();
  await userEvent.click(screen.getByRole("radio", { name: "4 stars, Very good" }));
  await userEvent.type(screen.getByLabelText(/Your review/), "Quick and tidy.");
  await userEvent.click(screen.getByLabelText("I would recommend Clear Drains"));
  await send();
  await vi.waitFor(() => expect(onDone).toHaveBeenCalled());
  expect(createReview).toHaveBeenCalledWith({
    id,
    rating: 4,
    title: undefined,
    content: "Quick and tidy.",
    wouldRecommend: true,
  });
});

it("does not ask a provider for a recommendation", () => {
  show("provider");
  expect(screen.queryByRole("checkbox")).toBeNull();
});

it("keeps what was written when the server refuses", async () => {
  createReview.mockRejectedValue(
    new ORPCError("unprocessable", { status: 422, message: "The time for reviews is over." }),
  );
  const onDone = show();
  await userEvent.click(screen.getByRole("radio", { name: "5 stars, Excellent" }));
  await userEvent.type(screen.getByLabelText(/Title/), "Great");
  await send();
  expect((await screen.findByRole("alert")).textContent).toContain("The time for reviews is over.");
  expect(screen.getByLabelText<HTMLInputElement>(/Title/).value).toBe("Great");
  expect(onDone).not.toHaveBeenCalled();
});
