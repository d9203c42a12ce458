-- Messages between two people. Rows carry both parties, so that row-level security can tell who may see them.
select platform.create_service_schema('communication');

create type communication.message_type as enum ('text', 'image', 'file', 'system');

create table communication.messages (
  id uuid primary key default uuidv7(),
  conversation_id uuid not null,
  sender_id uuid not null references users.users (id),
  recipient_id uuid not null references users.users (id),
  content text not null check (content <> ''),
  message_type communication.message_type not null default 'text',
  read_at timestamptz,
  created_at timestamptz not null default now(),
  check (sender_id <> recipient_id)
);
create index messages_conversation on communication.messages (conversation_id, id);
create index messages_unread on communication.messages (recipient_id, id) where read_at is null;
create index messages_sender on communication.messages (sender_id, id);

alter table communication.messages enable row level security;
create policy parties_read on communication.messages for select
  using ((select platform.actor_is_system()) or (select platform.actor_user_id()) in (sender_id, recipient_id));
create policy sender_writes on communication.messages for insert
  with check ((select platform.actor_is_system()) or sender_id = (select platform.actor_user_id()));
-- What a recipient may change is whether the message was read; the words stay the sender's.
create policy recipient_marks_read on communication.messages for update
  using ((select platform.actor_is_system()) or recipient_id = (select platform.actor_user_id()))
  with check ((select platform.actor_is_system()) or recipient_id = (select platform.actor_user_id()));
create policy system_deletes on communication.messages for delete
  using ((select platform.actor_is_system()));

-- Nothing but the reading time ever changes.
do $$
begin
  if exists (select from pg_roles where rolname = 'loconomy_communication') then
    revoke update on communication.messages from loconomy_communication;
    grant update (read_at) on communication.messages to loconomy_communication;
  end if;
end $$;
