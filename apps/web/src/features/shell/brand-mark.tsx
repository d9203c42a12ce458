/** The mark: a place with a check, in the accent of the theme. */
export function BrandMark() {
  return (
    <svg aria-hidden viewBox="0 0 32 32" className="size-8 shrink-0">
      <rect width="32" height="32" rx="9" className="fill-accent" />
      <path
        className="fill-on-accent"
        d="M16 5.5a8.2 8.2 0 0 0-8.2 8.2c0 5.6 6 10.6 7.6 12.4a.8.8 0 0 0 1.2 0c1.6-1.8 7.6-6.8 7.6-12.4A8.2 8.2 0 0 0 16 5.5Z"
      />
      <path
        className="fill-none stroke-accent"
        strokeWidth="2.3"
        strokeLinecap="round"
        strokeLinejoin="round"
        d="m12.3 13.9 2.7 2.7 4.9-5.2"
      />
    </svg>
  );
}
