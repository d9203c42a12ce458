"use client";
import type { Service } from "@loconomy/contracts";
import {
  Banner,
  Button,
  Card,
  IconButton,
  Link,
  Select,
  Skeleton,
  cn,
  dayIn,
  formatDay,
  formatTime,
  zoneLabel,
} from "@loconomy/ui";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { shownError } from "../../api/errors.ts";
import { hoursTexts } from "./hours-texts.ts";
import { setupTexts } from "./setup-texts.ts";
import type { useHoursPreview } from "./use-hours-preview.ts";
import { addDays } from "./week-days.ts";

interface HoursPreviewProps {
  asked: ReturnType<typeof useHoursPreview>;
  services: readonly Pick<Service, "id" | "name">[];
  serviceId?: string;
  onService: (id: string) => void;
  /** The first of the seven days, and the first that there is. */
  from: string;
  today: string;
  onFrom: (day: string) => void;
  timeZone: string;
  isDirty: boolean;
}

/** The open times of a week as customers see them, with the hours as they stand in the form. */
export function HoursPreview(props: HoursPreviewProps) {
  const { asked, services, serviceId, from, today, onFrom, timeZone } = props;
  const { preview, isRight } = asked;
  const t = hoursTexts.preview;
  const last = addDays(from, 6);
  return (
    <Card as="section" aria-labelledby="preview" className="flex flex-col gap-4">
      <div className="flex flex-col gap-1">
        <h2 id="preview" className="text-xl">
          {t.title}
        </h2>
        <p className="text-sm text-muted">
          {props.isDirty ? t.unsaved : t.saved} {t.zone(zoneLabel(timeZone))}
        </p>
      </div>
      {services.length === 0 ? (
        <div className="flex flex-col items-start gap-3">
          <p className="text-muted">{t.noService}</p>
          <Button asChild variant="quiet">
            <Link href="/desk/services">{setupTexts.servicesLink}</Link>
          </Button>
        </div>
      ) : (
        <>
          <div className="flex flex-wrap items-end justify-between gap-4">
            <Select
              label={t.service}
              className="min-w-0 grow sm:max-w-80"
              value={serviceId}
              onChange={(event) => props.onService(event.target.value)}
              options={services.map(({ id, name }) => ({ value: id, label: name }))}
            />
            <div className="flex items-center gap-1">
              <IconButton
                label={t.earlier}
                icon={<ChevronLeft aria-hidden />}
                disabled={from <= today}
                onClick={() => onFrom(addDays(from, -7))}
              />
              <p aria-live="polite" className="min-w-44 text-center font-medium tabular">
                {`${formatDay(from, "UTC")} – ${formatDay(last, "UTC")}`}
              </p>
              <IconButton
                label={t.later}
                icon={<ChevronRight aria-hidden />}
                disabled={preview.data !== undefined && last >= preview.data.bookableUntil}
                onClick={() => onFrom(addDays(from, 7))}
              />
            </div>
          </div>
          {!isRight && <Banner>{t.notRight}</Banner>}
          {preview.isError && (
            <Banner
              tone="danger"
              action={
                <Button variant="quiet" onClick={() => void preview.refetch()}>
                  {t.again}
                </Button>
              }
            >
              {shownError(preview.error).message}
            </Banner>
          )}
          <Days {...props} />
        </>
      )}
    </Card>
  );
}

function Days({ asked: { preview, isRight }, from, timeZone }: HoursPreviewProps) {
  const t = hoursTexts.preview;
  const byDay = Map.groupBy(preview.data?.slots ?? [], ({ start }) => dayIn(start, timeZone));
  const days = Array.from({ length: 7 }, (_, index) => addDays(from, index));
  const isOld = !isRight || preview.isPlaceholderData;
  return (
    <ol
      aria-busy={preview.isFetching || undefined}
      className={cn("flex flex-col", isOld && "opacity-60")}
    >
      {days.map((day) => (
        <li
          key={day}
          className="grid gap-1 border-t border-border py-3 sm:grid-cols-[140px_minmax(0,1fr)] sm:gap-6"
        >
          <h3 className="text-base">
            <time dateTime={day}>{formatDay(day, "UTC")}</time>
          </h3>
          {preview.isPending && isRight ? (
            <Skeleton className="h-6 w-full max-w-80" />
          ) : (
            <Times times={(byDay.get(day) ?? []).map(({ start }) => start)} timeZone={timeZone} />
          )}
        </li>
      ))}
      <li className="sr-only">
        <p role="status">{preview.data && !isOld && t.status(preview.data.slots.length)}</p>
      </li>
    </ol>
  );
}

function Times({ times, timeZone }: { times: string[]; timeZone: string }) {
  if (times.length === 0) return <p className="text-muted">{hoursTexts.preview.none}</p>;
  return (
    <ul className="grid grid-cols-[repeat(auto-fill,minmax(80px,1fr))] gap-x-2 gap-y-1 tabular">
      {times.map((start) => (
        <li key={start}>
          <time dateTime={start}>{formatTime(start, timeZone)}</time>
        </li>
      ))}
    </ul>
  );
}
