"use client";
import type { CalendarLink } from "@loconomy/contracts";
import { Banner, Button, Card, formatDay, TextField, useToast } from "@loconomy/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { CalendarSync, Copy } from "lucide-react";
import { api } from "../../api/browser.ts";
import { shownError } from "../../api/errors.ts";
import { ConfirmDialog } from "../shell/confirm-dialog.tsx";
import { texts } from "./texts.ts";

interface CalendarLinkCardProps {
  link: CalendarLink;
  /** The business whose bookings it shows; without one, what the person booked. */
  providerId?: string;
  /** For the day it was made. */
  timeZone?: string;
}

const t = texts.link;

const callsOf = (id: string | undefined) =>
  id === undefined
    ? {
        get: () => api.bookings.getCalendarLink(),
        replace: () => api.bookings.replaceCalendarLink(),
        end: () => api.bookings.deleteCalendarLink(),
      }
    : {
        get: () => api.bookings.getProviderCalendarLink({ id }),
        replace: () => api.bookings.replaceProviderCalendarLink({ id }),
        end: () => api.bookings.deleteProviderCalendarLink({ id }),
      };

/** The private address at which calendar apps read one's bookings: to make, copy, replace and end. */
export function CalendarLinkCard({ link, providerId, timeZone = "UTC" }: CalendarLinkCardProps) {
  const toast = useToast();
  const calls = callsOf(providerId);
  const { data, refetch } = useQuery({
    queryKey: ["calendar-link", providerId ?? "me"],
    queryFn: calls.get,
    initialData: link,
  });
  const replace = useMutation({ mutationFn: calls.replace, onSuccess: () => refetch() });
  const end = useMutation({ mutationFn: calls.end, onSuccess: () => refetch() });
  const failure = replace.error ?? end.error;
  return (
    <Card as="section" aria-labelledby="calendar-link" className="flex flex-col gap-4">
      <h2 id="calendar-link" className="text-xl">
        {providerId ? t.providerTitle : t.customerTitle}
      </h2>
      <p className="max-w-prose text-muted">{t.description}</p>
      {failure && (
        <Banner tone="danger" title={t.failed}>
          {shownError(failure).message}
        </Banner>
      )}
      {data.url === null ? (
        <Button
          variant="quiet"
          className="self-start"
          loading={replace.isPending}
          onClick={() => replace.mutate()}
        >
          <CalendarSync aria-hidden />
          {t.make}
        </Button>
      ) : (
        <>
          <Address url={data.url} />
          <p className="max-w-prose text-sm text-muted">
            {t.secret} {data.createdAt && t.made(formatDay(data.createdAt, timeZone))}
          </p>
          <div className="flex flex-wrap gap-x-5 gap-y-2">
            <ConfirmDialog
              trigger={t.replace}
              title={t.replaceTitle}
              body={t.replaceBody}
              back={t.back}
              isPending={replace.isPending}
              onConfirm={async () => {
                await replace.mutateAsync();
                toast({ title: t.replaced });
              }}
            />
            <ConfirmDialog
              trigger={t.end}
              title={t.endTitle}
              body={t.endBody}
              back={t.back}
              isPending={end.isPending}
              onConfirm={async () => {
                await end.mutateAsync();
                toast({ title: t.ended });
              }}
            />
          </div>
        </>
      )}
    </Card>
  );
}

function Address({ url }: { url: string }) {
  const toast = useToast();
  const copy = () =>
    navigator.clipboard.writeText(url).then(
      () => toast({ title: t.copied, tone: "success" }),
      () => toast({ title: t.copyFailed, tone: "info" }),
    );
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end gap-2">
        <TextField
          label={t.address}
          readOnly
          value={url}
          className="min-w-0 grow basis-60"
          onFocus={(event) => event.target.select()}
        />
        <Button variant="quiet" onClick={() => void copy()}>
          <Copy aria-hidden />
          {t.copy}
        </Button>
      </div>
      <a
        className="inline-flex min-h-11 items-center self-start text-accent underline underline-offset-4 hover:decoration-2"
        href={url.replace(/^https?:/, "webcal:")}
      >
        {t.open}
      </a>
    </div>
  );
}
