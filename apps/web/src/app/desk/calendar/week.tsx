"use client";
import type { ComponentProps } from "react";
import { MoveDialog } from "../../../features/booking/move-dialog.tsx";
import { WeekCalendar } from "../../../features/desk/week-calendar.tsx";

type WeekProps = Omit<ComponentProps<typeof WeekCalendar>, "moveDialog">;

/** The week of the desk with the dialog that moves a booking. */
export function Week(props: WeekProps) {
  return <WeekCalendar {...props} moveDialog={(question) => <MoveDialog {...question} />} />;
}
