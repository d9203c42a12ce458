import { Button, Link, PageHeader, TabLinks } from "@loconomy/ui";
import type { ReactNode } from "react";
import { deskTexts } from "./desk-texts.ts";

const TABS = [
  { href: "/desk", label: deskTexts.nav.today },
  { href: "/desk/calendar", label: deskTexts.nav.week },
  { href: "/desk/services", label: deskTexts.nav.services },
  { href: "/desk/hours", label: deskTexts.nav.hours },
  { href: "/desk/calendars", label: deskTexts.nav.calendars },
  { href: "/desk/money", label: deskTexts.nav.money },
  { href: "/desk/payouts", label: deskTexts.nav.payouts },
  { href: "/desk/invoices", label: deskTexts.nav.invoices },
] as const;

interface DeskPageProps {
  current: (typeof TABS)[number]["href"];
  title: string;
  description?: string;
  /** Slug of the public page. */
  slug: string;
  children: ReactNode;
}

/** The frame of the provider's pages. */
export function DeskPage({ current, title, description, slug, children }: DeskPageProps) {
  return (
    <div className="mx-auto flex w-full max-w-5xl flex-col gap-6 px-4 py-8">
      <PageHeader
        title={title}
        description={description}
        actions={
          <Button asChild variant="quiet">
            <Link href={`/providers/${slug}`}>{deskTexts.publicPage}</Link>
          </Button>
        }
      />
      <TabLinks
        label={deskTexts.nav.label}
        tabs={TABS.map((tab) => ({ ...tab, current: tab.href === current }))}
      />
      {children}
    </div>
  );
}
