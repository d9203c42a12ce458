import type { Conversation } from "@loconomy/contracts";
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { UnreadMessages } from "./unread-messages.tsx";

afterEach(cleanup);

const conversation = (n: number, more: Partial<Conversation> = {}): Conversation => ({
  id: `019ab000-0000-7000-8000-00000000000${n}`,
  as: "customer",
  withName: "Clear Drains",
  serviceName: "Leaking tap",
  lastMessage: {
    id: `019ab000-0000-7000-8000-00000000001${n}`,
    conversationId: `019ab000-0000-7000-8000-00000000000${n}`,
    sender: "provider",
    text: "Hello.",
    createdAt: "2026-11-27T16:00:00.000Z",
    readAt: null,
  },
  unreadCount: 2,
  ...more,
});

it("leads to what waits to be read on this side", () => {
  const conversations = [conversation(1), conversation(2, { as: "provider", withName: "Maria" })];
  render(<UnreadMessages conversations={conversations} as="customer" />);
  const link = screen.getByRole("link", { name: "2 messages from Clear Drains, Leaking tap" });
  expect(link.getAttribute("href")).toBe(`/bookings/${conversations[0]!.id}#messages`);
  expect(screen.queryByText(/Maria/)).toBeNull();
});

it("shows five, and says how many more there are", () => {
  const conversations = [1, 2, 3, 4, 5, 6, 7].map((n) => conversation(n));
  render(<UnreadMessages conversations={conversations} as="customer" />);
  expect(screen.getAllByRole("link")).toHaveLength(5);
  expect(screen.getByText("And 2 more.")).toBeTruthy();
});

it("is not there when all was read", () => {
  const { container } = render(
    <UnreadMessages conversations={[conversation(1, { unreadCount: 0 })]} as="customer" />,
  );
  expect(container.textContent).toBe("");
});
