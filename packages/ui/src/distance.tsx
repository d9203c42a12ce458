import { cn } from "./cn.ts";
import { formatDistance } from "./format.ts";

export type DistanceProps = {
  meters: number;
  locale?: string;
  className?: string;
};

/** How far away: miles for en-US, kilometers elsewhere. */
export function Distance({ meters, locale, className }: DistanceProps) {
  return (
    <span className={cn("tabular whitespace-nowrap", className)}>
      {formatDistance(meters, locale)}
    </span>
  );
}
