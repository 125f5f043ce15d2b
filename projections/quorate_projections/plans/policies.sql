-- Plans are only ever counted, over everybody's conferences.
create policy counting on decisions for select to quorate_app using ((select quorate.is_counting()));
