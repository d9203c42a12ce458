import type { ReactNode } from "react";

/** A titled group of examples; `id` is its anchor. */
export function GallerySection(props: { id: string; title: string; children: ReactNode }) {
  return (
    <section id={props.id} aria-labelledby={`${props.id}-title`} className="flex flex-col gap-6">
      <h2 id={`${props.id}-title`} className="text-xl">
        {props.title}
      </h2>
      {props.children}
    </section>
  );
}
