import { ToastProvider } from "@loconomy/ui";
import { ORPCError } from "@orpc/client";
import { cleanup, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ReviewForm } from "./review-form.tsx";

const server = vi.hoisted(() => ({ received: [] as object[], refusal: null as Error | null }));
vi.mock("../../api/browser.ts", () => ({
  api: {
    reviews: {
      createReview: async (input: object) => {
        server.received.push(input);
        if (server.refusal) throw server.refusal;
      },
    },
  },
}));

const id = "019ab000-0000-7000-8000-000000000001";
beforeEach(() => {
  server.received = [];
  server.refusal = null;
});
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
  expect(server.received).toEqual([]);
});

it("sends stars, words and the recommendation", async () => {
  const onDone = show();
  await userEvent.click(screen.getByRole("radio", { name: "4 stars, Very good" }));
  await userEvent.type(screen.getByLabelText(/Your review/), "Quick and tidy.");
  await userEvent.click(screen.getByLabelText("I would recommend Clear Drains"));
  await send();
  await vi.waitFor(() => expect(onDone).toHaveBeenCalled());
  expect(server.received).toEqual([
    {
      id,
      rating: 4,
      title: undefined,
      content: "Quick and tidy.",
      wouldRecommend: true,
    },
  ]);
});

it("does not ask a provider for a recommendation", () => {
  show("provider");
  expect(screen.queryByRole("checkbox")).toBeNull();
});

it("keeps what was written when the server refuses", async () => {
  const message = "The time for reviews is over.";
  server.refusal = new ORPCError("unprocessable", { status: 422, message });
  const onDone = show();
  await userEvent.click(screen.getByRole("radio", { name: "5 stars, Excellent" }));
  await userEvent.type(screen.getByLabelText(/Title/), "Great");
  await send();
  expect((await screen.findByRole("alert")).textContent).toContain("The time for reviews is over.");
  expect(screen.getByLabelText<HTMLInputElement>(/Title/).value).toBe("Great");
  expect(onDone).not.toHaveBeenCalled();
});
