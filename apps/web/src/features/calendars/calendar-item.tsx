"use client";
import type { ExternalCalendar } from "@loconomy/contracts";
import { Banner, Button, formatDay, formatTime, zoneLabel } from "@loconomy/ui";
import { useMutation } from "@tanstack/react-query";
import { api } from "../../api/browser.ts";
import { shownError } from "../../api/errors.ts";
import { ConfirmDialog } from "../shell/confirm-dialog.tsx";
import { RenameDialog } from "./rename-dialog.tsx";
import { StateBadge } from "./state-badge.tsx";
import { texts } from "./texts.ts";

interface CalendarItemProps {
  calendar: ExternalCalendar;
  timeZone: string;
  isBeingRead: boolean;
  onRefresh: () => Promise<unknown>;
  onChanged: () => Promise<unknown>;
}

const t = texts.external;

/** One calendar elsewhere: how reading it goes, and what can be done about it. */
export function CalendarItem(props: CalendarItemProps) {
  const { calendar, timeZone, isBeingRead, onChanged } = props;
  const one = { id: calendar.providerId, calendarId: calendar.id };
  const refresh = useMutation({ mutationFn: props.onRefresh });
  const disconnect = useMutation({
    mutationFn: () => api.bookings.disconnectCalendar(one),
    onSuccess: onChanged,
  });
  const failure = refresh.error ?? disconnect.error;
  return (
    <li className="flex flex-col gap-2 py-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="min-w-0 text-lg font-semibold break-words">{calendar.name}</h3>
        <StateBadge
          state={isBeingRead && calendar.state !== "waiting" ? "reading" : calendar.state}
        />
      </div>
      <Facts calendar={calendar} timeZone={timeZone} />
      <Trouble calendar={calendar} timeZone={timeZone} />
      {failure && (
        <Banner tone="danger" title={t.failed}>
          {shownError(failure).message}
        </Banner>
      )}
      <div className="flex flex-wrap items-center gap-x-5">
        <Button
          variant="link"
          aria-label={t.refreshNamed(calendar.name)}
          loading={refresh.isPending}
          onClick={() => refresh.mutate()}
        >
          {t.refresh}
        </Button>
        <RenameDialog calendar={calendar} onRenamed={onChanged} />
        <ConfirmDialog
          trigger={t.disconnect}
          triggerName={t.disconnectNamed(calendar.name)}
          title={t.disconnectTitle(calendar.name)}
          body={t.disconnectBody}
          back={t.back}
          isPending={disconnect.isPending}
          onConfirm={() => disconnect.mutateAsync()}
        />
      </div>
    </li>
  );
}

const momentText = (iso: string, timeZone: string): string =>
  `${formatDay(iso, timeZone)}, ${formatTime(iso, timeZone)} (${zoneLabel(timeZone)})`;

function Facts({ calendar, timeZone }: Pick<CalendarItemProps, "calendar" | "timeZone">) {
  const { host, events, lastSuccessAt } = calendar;
  const facts = [
    host,
    ...(lastSuccessAt ? [t.events(events), t.readAt(momentText(lastSuccessAt, timeZone))] : []),
  ];
  return <p className="text-sm break-words text-muted tabular">{facts.join(" · ")}</p>;
}

/** What is wrong, for as long as it is. */
function Trouble({ calendar, timeZone }: Pick<CalendarItemProps, "calendar" | "timeZone">) {
  const { problem, failingSince, lastFetchedAt, lastSuccessAt, unreadEvents } = calendar;
  if (problem && failingSince && lastFetchedAt)
    return (
      <Banner tone="danger" title={problem}>
        <p>
          {t.since(
            momentText(failingSince, timeZone),
            formatTime(lastFetchedAt, timeZone),
            formatTime(calendar.nextFetchAt, timeZone),
          )}
        </p>
        <p>{lastSuccessAt ? t.kept : t.nothingYet}</p>
      </Banner>
    );
  return unreadEvents > 0 ? <Banner tone="info">{t.unread(unreadEvents)}</Banner> : null;
}
