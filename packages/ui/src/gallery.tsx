"use client";
import { ActionParts } from "./gallery-actions.tsx";
import { ContentParts } from "./gallery-content.tsx";
import { FieldParts } from "./gallery-fields.tsx";
import { Palette } from "./gallery-palette.tsx";
import { TimeParts } from "./gallery-times.tsx";
import { PageHeader } from "./page-header.tsx";
import { TabLinks } from "./tab-links.tsx";
import { ThemeToggle } from "./theme-toggle.tsx";
import { ToastProvider } from "./toast.tsx";

/** Every part with its states on one page, for looking at while developing. */
export function Gallery() {
  return (
    <ToastProvider>
      <main className="mx-auto flex max-w-6xl flex-col gap-12 px-4 py-8 sm:px-6">
        <PageHeader
          title="Parts"
          description="Everything pages are made of, in every state."
          back={{ href: "/", label: "Home" }}
          actions={<ThemeToggle />}
        />
        <TabLinks
          label="Sections"
          tabs={[
            { href: "#actions", label: "Actions", current: true },
            { href: "#fields", label: "Fields" },
            { href: "#times", label: "Times" },
            { href: "#content", label: "Content" },
          ]}
        />
        <Palette />
        <ActionParts />
        <FieldParts />
        <TimeParts />
        <ContentParts />
      </main>
    </ToastProvider>
  );
}
