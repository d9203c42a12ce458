import { PageHeader } from "@loconomy/ui";
import type { ReactNode } from "react";

interface AuthPageProps {
  title: string;
  description?: ReactNode;
  children: ReactNode;
}

/** One short form in the middle of the page. */
export function AuthPage({ title, description, children }: AuthPageProps) {
  return (
    <div className="mx-auto flex w-full max-w-md flex-col gap-6 px-4 py-12">
      <PageHeader title={title} description={description} />
      {children}
    </div>
  );
}
