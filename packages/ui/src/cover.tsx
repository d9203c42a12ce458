import { CategoryIcon } from "./category-icon.tsx";
import { cn } from "./cn.ts";

export interface CoverProps {
  /** Name of the category's icon, shown while there is no picture. */
  iconName: string | null;
  src: string | null;
  /** Shows without scrolling: it is fetched with the page and before other pictures. */
  atOnce?: boolean;
  /** Height, width and corners. */
  className: string;
}

/** A provider's picture beside a name that says whose it is; the icon of the category where there is none. */
export function Cover({ iconName, src, atOnce = false, className }: CoverProps) {
  return (
    <div
      className={cn(
        "relative flex shrink-0 items-center justify-center overflow-hidden bg-tint-1 text-muted",
        className,
      )}
    >
      <CategoryIcon iconName={iconName} className="size-10" />
      {src && (
        <img
          src={src}
          alt=""
          width={640}
          height={320}
          loading={atOnce ? "eager" : "lazy"}
          fetchPriority={atOnce ? "high" : undefined}
          decoding={atOnce ? undefined : "async"}
          className="absolute inset-0 size-full object-cover"
        />
      )}
    </div>
  );
}
