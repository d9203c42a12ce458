import { Button, Link } from "@loconomy/ui";
import type { Metadata } from "next";
import { shellTexts } from "../features/shell/texts.ts";

export const metadata: Metadata = { title: shellTexts.notFound.title };

export default function NotFound() {
  const texts = shellTexts.notFound;
  return (
    <div className="mx-auto flex max-w-6xl flex-col items-start gap-4 px-4 py-16">
      <h1 className="text-2xl">{texts.title}</h1>
      <p className="max-w-prose text-lg text-muted">{texts.text}</p>
      <div className="flex flex-wrap gap-3 pt-2">
        <Button asChild>
          <Link href="/search">{texts.search}</Link>
        </Button>
        <Button asChild variant="quiet">
          <Link href="/">{texts.home}</Link>
        </Button>
      </div>
    </div>
  );
}
