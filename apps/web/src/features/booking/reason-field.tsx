"use client";
import { TextArea } from "@loconomy/ui";
import { actionTexts } from "./action-texts.ts";

interface ReasonFieldProps {
  value: string;
  onChange: (reason: string) => void;
}

/** What the other side is told about why; may stay empty. */
export function ReasonField({ value, onChange }: ReasonFieldProps) {
  return (
    <TextArea
      label={actionTexts.reason}
      optional
      hint={actionTexts.reasonHint}
      maxLength={1000}
      rows={3}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
