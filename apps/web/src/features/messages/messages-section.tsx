"use client";
import type { ConversationMessages } from "@loconomy/contracts";
import { Banner, Button, Card, Skeleton, formatDay, zoneLabel } from "@loconomy/ui";
import { type ReactNode, useEffect, useState } from "react";
import { api } from "../../api/browser.ts";
import { MessageForm } from "./message-form.tsx";
import { MessageList } from "./message-list.tsx";
import { messageTexts } from "./message-texts.ts";
import { useMessages } from "./use-messages.ts";
import { useSeen } from "./use-seen.ts";

const t = messageTexts;

interface MessagesSectionProps {
  /** The booking's. */
  id: string;
  timeZone: string;
  /** What the page already loaded; loaded in the browser when that failed. */
  loaded: ConversationMessages | undefined;
  /** How to confirm one's address, for who has yet to. */
  verify: ReactNode;
}

/** What the two sides of a booking write to each other. What is seen here counts as read. */
export function MessagesSection({ id, timeZone, loaded, verify }: MessagesSectionProps) {
  const { query, conversation, messages } = useMessages(id, loaded);
  const [section, setSection] = useState<Element | null>(null);
  const isSeen = useSeen(section);
  const { refetch } = query;
  const unread = messages.findLast(
    ({ sender, readAt }) => sender !== conversation?.as && readAt === null,
  )?.id;
  useEffect(() => {
    if (!isSeen || !unread) return;
    // Should it fail, the message counts as read when the page is looked at again.
    void api.communication.markRead({ id, upTo: unread }).then(
      () => refetch(),
      () => undefined,
    );
  }, [isSeen, unread, id, refetch]);

  const isNothing = messages.length === 0;
  if (
    conversation &&
    isNothing &&
    (conversation.writing === "unpaid" || conversation.writing === "over")
  )
    return null;
  return (
    <Card
      as="section"
      id="messages"
      ref={setSection}
      aria-labelledby="messages-title"
      className="flex scroll-mt-20 flex-col gap-4"
    >
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="messages-title" className="text-xl">
          {t.title}
        </h2>
        {!isNothing && <p className="text-sm text-muted">{t.zone(zoneLabel(timeZone))}</p>}
      </div>
      {conversation ? (
        <>
          {isNothing ? (
            <p className="text-muted">{t.empty(conversation.withName)}</p>
          ) : (
            <MessageList
              {...{ messages, timeZone }}
              as={conversation.as}
              withName={conversation.withName}
              isLoading={query.isFetchingNextPage}
              onEarlier={query.hasNextPage ? () => void query.fetchNextPage() : undefined}
            />
          )}
          {conversation.writing === "open" && (
            <MessageForm id={id} withName={conversation.withName} onSent={() => refetch()} />
          )}
          {conversation.writing === "unverified" && verify}
          {conversation.writing === "over" && conversation.writeUntil && (
            <p className="text-muted">{t.over(formatDay(conversation.writeUntil, timeZone))}</p>
          )}
        </>
      ) : query.isError ? (
        <Banner
          tone="danger"
          action={
            <Button variant="quiet" onClick={() => void refetch()}>
              {t.again}
            </Button>
          }
        >
          {t.notLoaded}
        </Banner>
      ) : (
        <Skeleton className="h-40" />
      )}
    </Card>
  );
}
