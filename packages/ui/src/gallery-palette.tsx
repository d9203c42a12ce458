import { GallerySection } from "./gallery-section.tsx";

const swatches = [
  ["bg-bg", "text-text"],
  ["bg-surface", "text-text"],
  ["bg-surface-2", "text-muted"],
  ["bg-accent", "text-on-accent"],
  ["bg-accent-soft", "text-accent"],
  ["bg-danger-soft", "text-danger"],
  ["bg-success-soft", "text-success"],
  ["bg-info-soft", "text-info"],
  ["bg-surface", "text-star"],
];
const styles = [
  "text-3xl font-semibold",
  "text-2xl font-semibold",
  "text-xl font-semibold",
  "text-lg font-semibold",
  "text-base",
  "text-sm",
];

/** Colors in the pairs they are used in, and the type scale. */
export function Palette() {
  return (
    <GallerySection id="palette" title="Colors and type">
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-5">
        {swatches.map(([background, text]) => (
          <div
            key={`${background} ${text}`}
            className={`rounded-card border border-border p-4 ${background} ${text}`}
          >
            <p className="font-medium">{text}</p>
            <p className="text-sm">{background}</p>
          </div>
        ))}
      </div>
      <div className="flex flex-col gap-2">
        {styles.map((style) => (
          <p key={style} className={style}>
            Book help you can trust
          </p>
        ))}
      </div>
    </GallerySection>
  );
}
