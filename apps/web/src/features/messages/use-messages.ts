"use client";
import type { ConversationMessages } from "@loconomy/contracts";
import { useInfiniteQuery } from "@tanstack/react-query";
import { api } from "../../api/browser.ts";

/** How often an open page asks for news; one that nobody looks at does not ask. */
const REFRESH_MS = 5000;

/** Once both sides can write no more, nothing new comes; a booking that is not paid may be soon. */
const canGrow = ({ writing }: ConversationMessages): boolean => writing !== "over";

/** The messages of a booking, oldest first, as far back as was asked for. */
export const useMessages = (id: string, first: ConversationMessages | undefined) => {
  const query = useInfiniteQuery({
    // Below the booking: what changes it may open or close its messages.
    queryKey: ["booking", id, "messages"],
    queryFn: ({ pageParam }) =>
      api.communication.listMessages({ id, cursor: pageParam, limit: 30 }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: ConversationMessages) => last.nextCursor ?? undefined,
    initialData: first && { pages: [first], pageParams: [undefined] },
    refetchInterval: ({ state }) =>
      !state.data || state.data.pages.some(canGrow) ? REFRESH_MS : false,
  });
  const pages = query.data?.pages ?? [];
  return {
    query,
    conversation: pages[0],
    messages: pages.flatMap(({ items }) => items).toReversed(),
  };
};
