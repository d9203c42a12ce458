import { Star } from "lucide-react";
import { cn } from "./cn.ts";
import { defaultLocale, formatCount, plural } from "./format.ts";

export type RatingProps = {
  /** 1 to 5; null or undefined while there are no reviews. */
  value?: number | null;
  /** How many reviews; left out, only the number shows. */
  count?: number;
  locale?: string;
  className?: string;
};

/** "4.8 ★ (128)", or "New" before the first review. */
export function Rating({ value, count, locale = defaultLocale, className }: RatingProps) {
  if (value === null || value === undefined || count === 0) {
    return <span className={cn("text-muted", className)}>New</span>;
  }
  const number = new Intl.NumberFormat(locale, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(value);
  const reviews = count === undefined ? "" : `, ${plural(count, "review", "reviews", locale)}`;
  return (
    <span className={cn("inline-flex items-center gap-1 whitespace-nowrap tabular", className)}>
      <span className="sr-only">{`${number} out of 5${reviews}`}</span>
      <span aria-hidden className="font-medium">
        {number}
      </span>
      <Star aria-hidden className="size-4 fill-current text-star" />
      {count !== undefined && (
        <span aria-hidden className="text-muted">
          ({formatCount(count, locale)})
        </span>
      )}
    </span>
  );
}
