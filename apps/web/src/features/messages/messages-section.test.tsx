import type { ConversationMessages, Message } from "@loconomy/contracts";
import { ORPCError } from "@orpc/client";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { MessagesSection } from "./messages-section.tsx";

const id = "019ab000-0000-7000-8000-000000000001";
const server = vi.hoisted(() => ({
  items: [] as unknown[],
  refusal: null as Error | null,
  sent: [] as object[],
  read: [] as string[],
}));
vi.mock("../../api/browser.ts", () => ({
  api: {
    communication: {
      listMessages: async () => conversation(),
      sendMessage: async (input: { text: string }) => {
        server.sent.push(input);
        if (server.refusal) throw server.refusal;
        server.items.unshift(message("customer", input.text));
      },
      markRead: async ({ upTo }: { upTo: string }) => {
        server.read.push(upTo);
        server.items = (server.items as Message[]).map((one) =>
          one.id <= upTo ? { ...one, readAt: one.createdAt } : one,
        );
      },
    },
  },
}));

let written = 0;
const message = (sender: Message["sender"], text: string): Message => ({
  id: `019ab000-0000-7000-8000-00000000010${written++}`,
  conversationId: id,
  sender,
  text,
  createdAt: "2026-11-27T16:00:00.000Z",
  readAt: null,
});
const conversation = (more: Partial<ConversationMessages> = {}): ConversationMessages => ({
  items: [...(server.items as Message[])],
  nextCursor: null,
  as: "customer",
  withName: "Clear Drains",
  writing: "open",
  writeUntil: "2026-12-28T16:00:00.000Z",
  ...more,
});

/** Everything is in view. */
class Observer {
  readonly #tell: (entries: Array<{ isIntersecting: boolean }>) => void;
  constructor(tell: (entries: Array<{ isIntersecting: boolean }>) => void) {
    this.#tell = tell;
  }
  observe() {
    this.#tell([{ isIntersecting: true }]);
  }
  disconnect() {}
}

beforeEach(() => {
  vi.stubGlobal("IntersectionObserver", Observer);
  Object.assign(server, { items: [], refusal: null, sent: [], read: [] });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const show = (more: Partial<ConversationMessages> = {}) =>
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MessagesSection
        id={id}
        timeZone="America/Chicago"
        loaded={conversation(more)}
        verify={<p>Confirm your address first.</p>}
      />
    </QueryClientProvider>,
  );
const field = () => screen.getByLabelText<HTMLTextAreaElement>("Your message to Clear Drains");

it("sends what was written and shows it with its time where the job is", async () => {
  show();
  expect(screen.getByText(/Nobody has written yet/)).toBeTruthy();
  await userEvent.type(field(), "  Is there a place to park?  ");
  await userEvent.click(screen.getByRole("button", { name: "Send" }));
  const log = await screen.findByRole("log", { name: "Messages" });
  expect(within(log).getByText("Is there a place to park?")).toBeTruthy();
  expect(within(log).getByText("Fri 27 Nov, 10:00 AM")).toBeTruthy();
  expect(server.sent).toEqual([{ id, text: "Is there a place to park?" }]);
  expect(field().value).toBe("");
});

it("keeps what was written when it could not be sent, and sends it again", async () => {
  server.refusal = new ORPCError("service_unavailable", { status: 503, message: "Not now." });
  show();
  await userEvent.type(field(), "Hello?");
  await userEvent.click(screen.getByRole("button", { name: "Send" }));
  expect((await screen.findByRole("alert")).textContent).toContain("Not now.");
  expect(field().value).toBe("Hello?");
  server.refusal = null;
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("Hello?", { selector: "li p" })).toBeTruthy();
  expect(screen.queryByRole("alert")).toBeNull();
});

it("sends neither nothing nor too much", async () => {
  show();
  await userEvent.click(screen.getByRole("button", { name: "Send" }));
  expect(screen.getByText("Write something first.")).toBeTruthy();
  await userEvent.click(field());
  await userEvent.paste("x".repeat(2003));
  expect(screen.getByText(/Please shorten it by 3\./)).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: "Send" }));
  expect(server.sent).toEqual([]);
});

it("marks what the other side wrote as read when it is in view, once", async () => {
  server.items = [
    message("provider", "Behind the house."),
    message("customer", "Where?"),
  ].toReversed();
  show();
  await vi.waitFor(() => expect(server.read).toHaveLength(1));
  expect(server.read).toEqual([(server.items[1] as Message).id]);
  await vi.waitFor(() => expect(screen.getByText(/Clear Drains ·/)).toBeTruthy());
  expect(server.read).toHaveLength(1);
});

it("shows how to confirm one's address instead of the box", () => {
  show({ writing: "unverified" });
  expect(screen.getByText("Confirm your address first.")).toBeTruthy();
  expect(screen.queryByRole("textbox")).toBeNull();
});

it("says until when one could write, and is not there when nothing was", () => {
  server.items = [message("customer", "Thank you!")];
  const { unmount } = show({ writing: "over" });
  expect(screen.getByText(/until Mon 28 Dec, 30 days after/)).toBeTruthy();
  expect(screen.queryByRole("textbox")).toBeNull();
  unmount();
  server.items = [];
  const { container } = show({ writing: "over" });
  expect(container.textContent).toBe("");
});

it("comes when the booking is paid", async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const { container } = show({ writing: "unpaid" });
  expect(container.textContent).toBe("");
  await vi.advanceTimersByTimeAsync(5000);
  expect(await screen.findByRole("heading", { name: "Messages" })).toBeTruthy();
  server.items = [message("provider", "See you then.")];
  await vi.advanceTimersByTimeAsync(5000);
  await vi.waitFor(() => expect(server.read).toHaveLength(1));
  vi.useRealTimers();
});
