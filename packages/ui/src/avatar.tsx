import { cn } from "./cn.ts";

const sizes = {
  32: "size-8 text-sm",
  44: "size-11 text-base",
  64: "size-16 text-xl",
  96: "size-24 text-2xl",
};
const tints = ["bg-tint-1", "bg-tint-2", "bg-tint-3", "bg-tint-4", "bg-tint-5", "bg-tint-6"];

/** The same name always gets the same tint. */
function tintOf(name: string): string {
  let sum = 0;
  for (const char of name) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 9973;
  return tints[sum % tints.length] ?? "bg-tint-1";
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const last = words.length > 1 ? words.at(-1) : undefined;
  return [words[0], last]
    .map((word) => Array.from(word ?? "")[0] ?? "")
    .join("")
    .toUpperCase();
}

export type AvatarProps = {
  name: string;
  /** A picture; the initials stay behind it and show when it fails to load. */
  src?: string | null;
  /** Edge in px. */
  size?: 32 | 44 | 64 | 96;
  /** Set when the name is not written next to the picture; else it is decoration. */
  alt?: string;
  className?: string;
};

/** A person or business as a picture, or as initials on a tint. */
export function Avatar({ name, src, size = 44, alt = "", className }: AvatarProps) {
  return (
    <span
      role={alt ? "img" : undefined}
      aria-label={alt || undefined}
      className={cn(
        "relative inline-flex shrink-0 items-center justify-center overflow-hidden rounded-full font-semibold text-text select-none",
        sizes[size],
        tintOf(name),
        className,
      )}
    >
      <span aria-hidden>{initialsOf(name)}</span>
      {src && (
        <img
          src={src}
          alt=""
          width={size}
          height={size}
          loading="lazy"
          decoding="async"
          className="absolute inset-0 size-full object-cover"
        />
      )}
    </span>
  );
}
