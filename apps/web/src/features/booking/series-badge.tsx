import type { Booking } from "@loconomy/contracts";
import { Badge } from "@loconomy/ui";
import { Repeat } from "lucide-react";
import { seriesTexts as t } from "./series-texts.ts";

/** "2 of 8", of a booking that is part of a series. */
export function SeriesBadge({ series }: Pick<Booking, "series">) {
  if (!series) return null;
  return (
    <Badge icon={<Repeat aria-hidden />}>
      <span className="sr-only">{t.page.title}: </span>
      {t.badge(series.occurrence, series.of)}
    </Badge>
  );
}
