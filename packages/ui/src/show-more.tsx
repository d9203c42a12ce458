import { Button } from "./button.tsx";
import { defaultLocale, formatCount } from "./format.ts";
import { Link } from "./link.tsx";

export type ShowMoreProps = {
  shown: number;
  /** Left out when it is not known. */
  total?: number;
  /** False hides the button and leaves the count. */
  hasMore: boolean;
  /** A link to the longer list, which works without JavaScript… */
  href?: string;
  /** …or a handler that loads more in place. */
  onShowMore?: () => void;
  loading?: boolean;
  /** Asking for more came to nothing; the button asks again. */
  failed?: boolean;
  label?: string;
  locale?: string;
};

/** The end of a list: how much is shown, and one way to see more. */
export function ShowMore({
  shown,
  total,
  hasMore,
  href,
  onShowMore,
  loading,
  failed,
  label = "Show more",
  locale = defaultLocale,
}: ShowMoreProps) {
  return (
    <div className="flex flex-col items-center gap-3 py-4">
      {total !== undefined && (
        <p role="status" className="text-sm text-muted tabular">
          {`Showing ${formatCount(shown, locale)} of ${formatCount(total, locale)}`}
        </p>
      )}
      {failed && (
        <p role="alert" className="text-sm text-danger">
          More could not be loaded. Please try again.
        </p>
      )}
      {hasMore && href && (
        <Button asChild variant="quiet">
          <Link href={href} rel="next">
            {label}
          </Link>
        </Button>
      )}
      {hasMore && !href && (
        <Button variant="quiet" loading={loading} onClick={onShowMore}>
          {label}
        </Button>
      )}
    </div>
  );
}
