-- Documents as they were first handed out: the files are kept elsewhere, under these keys, and each is what its hash says.
create table payments.documents (
  key text primary key,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  -- In bytes.
  size int not null check (size > 0),
  kept_at timestamptz not null
);

-- Who may see a document is decided by what it was drawn from.
alter table payments.documents enable row level security;
create policy documents_of_system on payments.documents
  using ((select platform.actor_is_system())) with check ((select platform.actor_is_system()));

create function payments.refuse_document_change() returns trigger language plpgsql as $$
begin
  raise exception 'documents that were handed out are not changed' using errcode = 'restrict_violation';
end $$;
create trigger append_only before update or delete or truncate on payments.documents
  for each statement execute function payments.refuse_document_change();
