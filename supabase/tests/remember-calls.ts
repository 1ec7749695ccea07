import type { StoryDatabase } from './stories'

/** The table of `rememberCalls`. */
export const REMEMBERED = 'story.written'

/** Keeps every call that is written from now on, with its latest rating, whatever retention removes. */
export async function rememberCalls(db: StoryDatabase): Promise<void> {
  for (const statement of REMEMBER) await db.sql(statement)
}

const REMEMBER = [
  'create schema story',
  'create table story.written (like public.model_performance_metrics)',
  'create index written_call on story.written (team_id, "timestamp", id)',
  `create function story.remember() returns trigger language plpgsql security definer as $$
  begin
    if tg_op = 'INSERT' then
      insert into story.written select new.*;
    else
      update story.written set user_rating = new.user_rating
      where team_id = new.team_id and "timestamp" = new."timestamp" and id = new.id;
    end if;
    return null;
  end $$`,
  `create trigger remember after insert or update of user_rating on public.model_performance_metrics
    for each row execute function story.remember()`,
]
