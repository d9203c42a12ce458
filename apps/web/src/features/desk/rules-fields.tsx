"use client";
import { Select } from "@loconomy/ui";
import type { UseFormReturn } from "react-hook-form";
import type { HoursFields } from "./hours.ts";
import { hoursTexts } from "./hours-texts.ts";

interface RulesFieldsProps {
  form: UseFormReturn<HoursFields>;
  /** All IANA zones. */
  timeZones: string[];
}
type NumberName =
  | "stepMinutes"
  | "bufferBeforeMinutes"
  | "bufferAfterMinutes"
  | "noticeMinutes"
  | "horizonDays";

const minutes = (n: number) =>
  n >= 120 && n % 60 === 0 ? `${n / 60} ${hoursTexts.hoursUnit}` : `${n} ${hoursTexts.minutes}`;

const CHOICES: {
  name: NumberName;
  label: string;
  values: number[];
  word: (n: number) => string;
}[] = [
  {
    name: "stepMinutes",
    label: hoursTexts.step,
    values: [5, 10, 15, 20, 30, 45, 60, 90, 120],
    word: minutes,
  },
  {
    name: "noticeMinutes",
    label: hoursTexts.notice,
    values: [0, 30, 60, 120, 240, 480, 720, 1440, 2880],
    word: minutes,
  },
  {
    name: "bufferBeforeMinutes",
    label: hoursTexts.bufferBefore,
    values: [0, 5, 10, 15, 30, 45, 60, 90],
    word: minutes,
  },
  {
    name: "bufferAfterMinutes",
    label: hoursTexts.bufferAfter,
    values: [0, 5, 10, 15, 30, 45, 60, 90],
    word: minutes,
  },
  {
    name: "horizonDays",
    label: hoursTexts.horizon,
    values: [1, 2, 3, 5, 7, 14, 30, 60, 90, 180, 365],
    word: hoursTexts.days,
  },
];

const LIMITS = [
  { name: "dailyMax", label: hoursTexts.dailyMax, values: [1, 2, 3, 4, 5, 6, 8, 10, 15, 20] },
  { name: "weeklyMax", label: hoursTexts.weeklyMax, values: [1, 2, 3, 5, 8, 10, 15, 20, 30, 40] },
] as const;
const SPEEDS = [15, 25, 40, 60, 80];
const withOwn = (values: number[], own: number | null | undefined): number[] =>
  own ? [...new Set([...values, own])].toSorted((a, b) => a - b) : values;
const toLimit = (value: unknown): number | null => (value ? Number(value) : null);

/** Time zone, step and where it counts from, free time around a job, notice, how far ahead, limits, and the way between jobs. */
export function RulesFields({ form, timeZones }: RulesFieldsProps) {
  const { errors, defaultValues } = form.formState;
  const zone = defaultValues?.timeZone ?? "UTC";
  const zones = timeZones.includes(zone) ? timeZones : [zone, ...timeZones];
  const withCurrent = (name: NumberName, values: number[]) => {
    const current = defaultValues?.[name];
    return current === undefined || values.includes(current)
      ? values
      : [...values, current].toSorted((a, b) => a - b);
  };
  const limitOptions = (name: "dailyMax" | "weeklyMax", values: readonly number[]) => {
    const current = defaultValues?.[name];
    const all = current ? [...new Set([...values, current])].toSorted((a, b) => a - b) : values;
    return [
      { value: "", label: hoursTexts.noLimit },
      ...all.map((n) => ({ value: String(n), label: hoursTexts.bookings(n) })),
    ];
  };
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <Select
        label={hoursTexts.timeZone}
        options={zones.map((value) => ({ value, label: value.replaceAll("_", " ") }))}
        error={errors.timeZone?.message}
        {...form.register("timeZone")}
      />
      {CHOICES.map(({ name, label, values, word }) => (
        <Select
          key={name}
          label={label}
          options={withCurrent(name, values).map((n) => ({ value: String(n), label: word(n) }))}
          error={errors[name]?.message}
          {...form.register(name, { valueAsNumber: true })}
        />
      ))}
      <Select
        label={hoursTexts.anchor}
        options={[
          { value: "window", label: hoursTexts.anchorWindow },
          { value: "clock", label: hoursTexts.anchorClock },
        ]}
        {...form.register("slotAnchor")}
      />
      {LIMITS.map(({ name, label, values }) => (
        <Select
          key={name}
          label={label}
          options={limitOptions(name, values)}
          error={errors[name]?.message}
          {...form.register(name, { setValueAs: toLimit })}
        />
      ))}
      <Select
        label={hoursTexts.travel}
        options={[
          { value: "", label: hoursTexts.noTravel },
          ...withOwn(SPEEDS, defaultValues?.travelSpeedKmh).map((kmh) => ({
            value: String(kmh),
            label: hoursTexts.travelSpeed(kmh),
          })),
        ]}
        error={errors.travelSpeedKmh?.message}
        {...form.register("travelSpeedKmh", { setValueAs: toLimit })}
      />
    </div>
  );
}
