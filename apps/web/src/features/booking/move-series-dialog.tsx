"use client";
import type { Booking } from "@loconomy/contracts";
import {
  Banner,
  Button,
  Dialog,
  DialogClose,
  Select,
  formatDay,
  formatTime,
  useToast,
} from "@loconomy/ui";
import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/browser.ts";
import { shownError } from "../../api/errors.ts";
import { type Choices, toInput } from "./series-choices.ts";
import { SeriesDates } from "./series-dates.tsx";
import { scopeOptions, startingScope } from "./series-scope.ts";
import { seriesTexts as t } from "./series-texts.ts";
import { actionTexts } from "./action-texts.ts";
import { useNewTimes } from "./use-new-times.ts";

interface MoveSeriesDialogProps {
  seriesId: string;
  /** What can be moved; at least one. */
  coming: readonly Booking[];
  from: number | undefined;
  onDone: () => Promise<unknown>;
}

/** Moves several dates: the first to an open time, the others by as much, with other times for those that cannot be had. */
export function MoveSeriesDialog({ seriesId, coming, from, onDone }: MoveSeriesDialogProps) {
  const [open, setOpen] = useState(false);
  const [scope, setScope] = useState(startingScope(coming, from));
  const [wished, setWished] = useState({ day: "", start: "" });
  const [choices, setChoices] = useState<Choices>(new Map());
  const toast = useToast();
  const first = coming.find(({ series }) => series!.occurrence >= Number(scope)) ?? coming[0]!;
  const { timeZone } = first;
  const times = useNewTimes(first, open);
  const { days, chosenDay, ofDay, chosen } = times.choose(wished);
  const input = {
    id: seriesId,
    from: Number(scope),
    start: chosen?.start ?? "",
    ...toInput(choices),
  };
  const plan = useQuery({
    queryKey: ["series", seriesId, "move", input],
    queryFn: () => api.bookings.previewSeriesMove(input),
    enabled: open && chosen !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 0,
  });
  const move = useMutation({
    mutationFn: () => api.bookings.rescheduleSeries(input),
    onSuccess: () => {
      setOpen(false);
      setChoices(new Map());
      toast({ title: t.move.done, tone: "success" });
    },
    // Somebody was faster: the dates are looked at again.
    onError: () => plan.refetch(),
    onSettled: onDone,
  });
  const change = (other: { scope?: string; day?: string; start?: string }) => {
    setChoices(new Map());
    if (other.scope !== undefined) setScope(other.scope);
    setWished({ day: other.day ?? wished.day, start: other.start ?? "" });
  };
  const failure = times.error ?? plan.error ?? move.error;
  const shown = plan.error ? undefined : plan.data;
  const count = shown?.occurrences.filter(({ state }) => state === "open").length ?? 0;
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button variant="quiet">{t.move.open}</Button>}
      title={t.move.title}
      description={t.move.body}
      footer={
        <>
          <DialogClose asChild>
            <Button variant="quiet">{t.move.leave}</Button>
          </DialogClose>
          <Button
            disabled={!shown?.isOpen || count === 0}
            loading={move.isPending || plan.isFetching}
            onClick={() => move.mutate()}
          >
            {t.move.action(count)}
          </Button>
        </>
      }
    >
      <Select
        label={t.page.scope}
        value={scope}
        onChange={(event) => change({ scope: event.target.value, day: "" })}
        options={scopeOptions(coming)}
      />
      {times.isPending && <p role="status">{t.move.loading}</p>}
      {times.isReady && !chosen && <Banner tone="info">{t.move.none}</Banner>}
      {chosen && (
        <div className="grid gap-4 sm:grid-cols-2">
          <Select
            label={t.move.day}
            value={chosenDay}
            onChange={(event) => change({ day: event.target.value })}
            options={days.map(({ day, start }) => ({
              value: day,
              label: formatDay(start, timeZone),
            }))}
          />
          <Select
            label={t.move.time}
            value={chosen.start}
            onChange={(event) => change({ start: event.target.value })}
            options={ofDay.map(({ start, end }) => ({
              value: start,
              label: `${formatTime(start, timeZone)} – ${formatTime(end, timeZone)}`,
            }))}
          />
        </div>
      )}
      {shown && (
        <SeriesDates
          dates={shown.occurrences}
          timeZone={shown.timeZone}
          choices={choices}
          onChange={setChoices}
          skipLabel={t.stay}
        />
      )}
      {failure && (
        <Banner tone="danger" title={actionTexts.failed}>
          {shownError(failure).message}
        </Banner>
      )}
    </Dialog>
  );
}
