//! What the task queue promises.

use cos_wasm_sdk::transfer::progress::Reading;
use cos_wasm_sdk::transfer::queue::Queue;
use cos_wasm_sdk::transfer::task::{Halt, Run, State, Task, Ticket, Upload};

const UPLOAD: Upload = Upload { size: 5, is_download: false };
const A: Ticket = Ticket(0);
const B: Ticket = Ticket(1);
const C: Ticket = Ticket(2);
const D: Ticket = Ticket(3);
const F: Ticket = Ticket(5);

fn reading(loaded: u64, speed: f64, percent: f64) -> Reading {
    Reading { loaded, total: Some(5), speed, percent }
}

fn add(queue: &mut Queue, upload: Upload) -> Ticket {
    let ticket = queue.reserve(upload);
    queue.release(ticket);
    ticket
}

fn queue_of(count: usize) -> Queue {
    let mut queue = Queue::default();
    for _ in 0..count {
        add(&mut queue, UPLOAD);
    }
    queue
}

fn start(queue: &mut Queue, limit: usize) -> Vec<Run> {
    std::iter::from_fn(|| queue.start_next(limit, limit)).collect()
}

fn trim(queue: &mut Queue, size: usize) -> usize {
    std::iter::from_fn(|| queue.trim(size)).count()
}

/// The list as `name:state` words; tasks are named by letters in the order in which they came.
fn list(queue: &Queue) -> String {
    let words: Vec<_> = queue.tasks().map(|task| line(task.ticket, Some(task))).collect();
    words.join(" ")
}

fn line(Ticket(number): Ticket, task: Option<&Task>) -> String {
    let letter = char::from_digit(number + 10, 36).unwrap_or_default();
    format!("{letter}:{}", task.map_or("", |task| task.state.as_str()))
}

#[test]
fn the_size_of_a_download_shows_as_soon_as_it_is_known() {
    let mut queue = Queue::default();
    let ticket = queue.reserve(Upload { size: 0, is_download: true });
    queue.release(ticket);
    let run = queue.start_next(1, 1).unwrap();
    let size = |queue: &Queue| queue.task(ticket).unwrap().upload.size;
    assert_eq!(size(&queue), 0);
    queue.progressed(run, &reading(0, 0.0, 0.0));
    assert_eq!(size(&queue), 5);
    assert!(queue.succeeded(run));
}

#[test]
fn downloads_count_as_large_files_whatever_their_size_is() {
    let mut queue = Queue::default();
    for _ in 0..2 {
        add(&mut queue, Upload { size: 0, is_download: true });
    }
    let run = queue.start_next(1, 6).unwrap();
    assert_eq!(queue.start_next(1, 6), None);
    queue.progressed(run, &reading(0, 0.0, 0.0));
    assert!(queue.succeeded(run));
    assert!(queue.start_next(1, 6).is_some());
}

#[test]
fn a_task_goes_from_waiting_over_checking_and_uploading_to_success() {
    let mut queue = queue_of(1);
    assert_eq!((list(&queue), queue.waiting()), ("a:waiting".to_owned(), 1));
    let run = queue.start_next(3, 3).unwrap();
    assert_eq!((list(&queue), queue.running()), ("a:checking".to_owned(), 1));
    assert!(queue.progressed(run, &reading(0, 0.0, 0.0)));
    assert_eq!(list(&queue), "a:uploading");
    assert!(queue.progressed(run, &reading(5, 74.07, 1.0)));
    assert!(queue.is_upload_running());
    assert!(queue.succeeded(run));
    assert!(!queue.is_upload_running());
    let Task { state, loaded, speed, percent, .. } = queue.task(run.ticket).unwrap();
    assert_eq!((*state, *loaded, *speed, *percent), (State::Success, 5, 74.07, 1.0));
}

#[test]
fn every_state_answers_every_wish_as_the_table_says() {
    use State::{Canceled, Checking, Error, Paused, Success, Uploading, Waiting};
    // state, then the state after pause, restart and cancel; nothing where the wish is without effect
    let table = [
        (Waiting, Some(Paused), None, Some(Canceled)),
        (Checking, Some(Paused), None, Some(Canceled)),
        (Uploading, Some(Paused), None, Some(Canceled)),
        (Paused, None, Some(Waiting), Some(Canceled)),
        (Canceled, None, None, None),
        (Success, None, None, Some(Canceled)),
        (Error, None, Some(Waiting), Some(Canceled)),
    ];
    for (state, paused, restarted, canceled) in table {
        let was_running = matches!(state, Checking | Uploading);
        let halted = |to: Option<State>, halt: Option<Halt>, queue: &Queue| {
            assert_eq!(halt.map(|halt| halt.was_running), to.map(|_| was_running), "{state:?}");
            assert_eq!(queue.tasks().next().unwrap().state, to.unwrap_or(state), "{state:?}");
            assert_eq!(queue.running(), usize::from(was_running && to.is_none()), "{state:?}");
        };
        let mut queue = in_state(state);
        halted(paused, queue.pause(A), &queue);
        let mut queue = in_state(state);
        halted(canceled, queue.cancel(A), &queue);
        let mut queue = in_state(state);
        assert_eq!(queue.restart(A).is_some(), restarted.is_some(), "{state:?}");
        assert_eq!(queue.tasks().next().unwrap().state, restarted.unwrap_or(state), "{state:?}");
    }
}

fn in_state(state: State) -> Queue {
    let mut queue = queue_of(1);
    if state == State::Waiting {
        return queue;
    }
    for run in start(&mut queue, 1) {
        match state {
            State::Uploading => _ = queue.progressed(run, &reading(0, 0.0, 0.0)),
            State::Paused => _ = queue.pause(A),
            State::Canceled => _ = queue.cancel(A),
            State::Success => _ = queue.succeeded(run),
            State::Error => _ = queue.failed(run),
            State::Checking | State::Waiting => {}
        }
    }
    queue
}

#[test]
fn no_more_tasks_run_than_the_limit_of_the_moment_and_at_least_one_does() {
    let mut queue = queue_of(6);
    let runs = start(&mut queue, 0);
    assert_eq!((runs.len(), queue.running()), (1, 1));
    let runs = start(&mut queue, 3);
    assert_eq!((runs.len(), queue.running()), (2, 3));
    assert!(queue.succeeded(runs[0]));
    assert_eq!(start(&mut queue, 1), []);
    assert_eq!(start(&mut queue, usize::MAX).len(), 3);
    assert_eq!((queue.running(), queue.waiting()), (5, 0));
}

#[test]
fn pausing_cancelling_and_ending_free_exactly_one_slot() {
    let mut queue = queue_of(5);
    let runs = start(&mut queue, 3);
    assert!(queue.pause(A).unwrap().was_running);
    assert!(queue.pause(A).is_none());
    assert!(queue.cancel(A).is_some_and(|halt| !halt.was_running));
    assert!(queue.cancel(B).unwrap().was_running);
    assert!(queue.failed(runs[2]));
    assert!(!queue.failed(runs[2]));
    assert_eq!(queue.running(), 0);
    assert_eq!(start(&mut queue, 3).len(), 2);
}

#[test]
fn what_a_stopped_attempt_reports_is_ignored() {
    let mut queue = queue_of(1);
    let first = queue.start_next(1, 1).unwrap();
    queue.pause(A);
    assert!(!queue.progressed(first, &reading(3, 1.0, 0.6)));
    queue.restart(A);
    let second = queue.start_next(1, 1).unwrap();
    assert!(!queue.is_current(first) && queue.is_current(second));
    assert!(!queue.succeeded(first) && !queue.failed(first));
    assert_eq!((list(&queue), queue.running()), ("a:checking".to_owned(), 1));
    assert_eq!(queue.task(first.ticket).unwrap().loaded, 0);
    queue.cancel(A);
    assert!(!queue.succeeded(second));
    assert_eq!((list(&queue), queue.running()), ("a:canceled".to_owned(), 0));
}

#[test]
fn tasks_start_in_list_order_also_after_a_restart() {
    let mut queue = queue_of(4);
    let runs = start(&mut queue, 2);
    queue.pause(C);
    assert!(queue.failed(runs[0]));
    let later = start(&mut queue, 2);
    assert_eq!(later[0].ticket, D);
    queue.restart(C);
    queue.restart(A);
    assert!(queue.succeeded(runs[1]) && queue.succeeded(later[0]));
    let order: Vec<_> = start(&mut queue, 9).iter().map(|run| run.ticket).collect();
    assert_eq!(order, [A, C]);
}

#[test]
fn a_task_paused_while_it_waited_runs_after_its_restart() {
    let mut queue = queue_of(3);
    queue.pause(B);
    for _ in 0..2 {
        let run = queue.start_next(1, 1).unwrap();
        assert!(queue.succeeded(run));
    }
    assert!(queue.start_next(1, 1).is_none() && !queue.is_upload_running());
    assert!(queue.restart(B).is_some() && queue.is_upload_running());
    let run = queue.start_next(1, 1).unwrap();
    assert!(queue.succeeded(run));
    assert_eq!(list(&queue), "a:success b:success c:success");
}

#[test]
fn a_task_does_not_start_before_its_reservation_ends() {
    let mut queue = Queue::default();
    let first = queue.reserve(UPLOAD);
    let second = add(&mut queue, UPLOAD);
    assert!(queue.is_upload_running());
    assert_eq!(start(&mut queue, 3).first().map(|run| run.ticket), Some(second));
    queue.release(first);
    assert_eq!(start(&mut queue, 3).first().map(|run| run.ticket), Some(first));
}

#[test]
fn a_task_cancelled_or_paused_while_reserved_does_not_start() {
    let mut queue = Queue::default();
    let canceled = queue.reserve(UPLOAD);
    assert_eq!(queue.cancel(canceled), Some(Halt { ticket: canceled, was_running: false }));
    queue.release(canceled);
    let paused = queue.reserve(UPLOAD);
    queue.pause(paused);
    queue.release(paused);
    assert_eq!(start(&mut queue, 3), []);
    assert!(!queue.is_upload_running());
    queue.restart(paused);
    assert_eq!(start(&mut queue, 3).len(), 1);
}

#[test]
fn a_task_cancelled_while_it_starts_is_not_current_any_more() {
    let mut queue = queue_of(1);
    let run = queue.start_next(1, 1).unwrap();
    queue.cancel(A);
    assert!(!queue.is_current(run));
    assert!(!queue.is_upload_running());
}

#[test]
fn trimming_drops_ended_tasks_from_the_front_and_keeps_what_waits_runs_or_pauses() {
    let mut queue = queue_of(6);
    let runs = start(&mut queue, 4);
    queue.pause(A);
    assert!(queue.succeeded(runs[1]) && queue.failed(runs[3]));
    assert_eq!(trim(&mut queue, 6), 0);
    assert_eq!(trim(&mut queue, 5), 1);
    assert_eq!(list(&queue), "a:paused c:checking d:error e:waiting f:waiting");
    assert_eq!(trim(&mut queue, 0), 1);
    assert_eq!(list(&queue), "a:paused c:checking e:waiting f:waiting");
    assert!(queue.task(runs[1].ticket).is_none() && queue.pause(B).is_none());
}

#[test]
fn a_cancelled_task_stays_in_the_list_until_its_turn_has_come() {
    let mut queue = queue_of(2);
    let run = queue.start_next(1, 1).unwrap();
    queue.cancel(B);
    assert_eq!(trim(&mut queue, 0), 0);
    assert!(queue.succeeded(run));
    assert_eq!(start(&mut queue, 1), []);
    assert_eq!(trim(&mut queue, 0), 2);
    assert_eq!(list(&queue), "");
}

#[test]
fn a_paused_task_survives_trimming_and_can_be_restarted() {
    let mut queue = queue_of(6);
    queue.pause(A);
    while let Some(run) = queue.start_next(1, 1) {
        assert!(queue.succeeded(run));
        trim(&mut queue, 2);
    }
    assert_eq!(list(&queue), "a:paused f:success");
    queue.restart(A);
    assert_eq!(start(&mut queue, 1).len(), 1);
}

#[test]
fn a_failed_task_restarts_after_trimming() {
    let mut queue = queue_of(7);
    while let Some(run) = queue.start_next(1, 1) {
        let is_bad = run.ticket == F;
        assert!(if is_bad { queue.failed(run) } else { queue.succeeded(run) });
        trim(&mut queue, 3);
    }
    assert_eq!(list(&queue), "e:success f:error g:success");
    queue.restart(F);
    let run = queue.start_next(1, 1).unwrap();
    assert!(queue.succeeded(run));
    assert_eq!(list(&queue), "e:success f:success g:success");
}

#[test]
fn a_change_is_told_once() {
    let mut queue = Queue::default();
    assert!(!queue.take_change());
    let ticket = queue.reserve(UPLOAD);
    assert!(queue.take_change() && !queue.take_change());
    queue.release(ticket);
    assert!(queue.pause(A).is_some() && queue.take_change());
    assert!(queue.pause(A).is_none() && queue.restart(B).is_none());
    assert!(!queue.take_change());
    queue.cancel(A);
    queue.start_next(1, 1);
    assert!(queue.take_change());
    assert!(queue.trim(0).is_some() && queue.take_change());
}

#[test]
fn small_files_go_side_by_side_as_long_as_no_large_one_runs() {
    let mut queue = Queue::default();
    for size in [1, 1 << 20, 0, 1, (1 << 20) + 1, 1] {
        add(&mut queue, Upload { size, is_download: false });
    }
    let mut runs: Vec<_> = std::iter::from_fn(|| queue.start_next(3, 6)).collect();
    // The large one waits until fewer than three run, and what is behind it waits, too.
    assert_eq!(runs.len(), 4);
    for (waiting, is_started) in [(2, false), (1, true), (0, true)] {
        assert!(queue.succeeded(runs.remove(0)));
        let run = queue.start_next(3, 6);
        assert_eq!((queue.waiting(), run.is_some()), (waiting, is_started));
        runs.extend(run);
    }
}

#[test]
fn what_has_changed_is_told_once_and_what_was_removed_by_its_ticket_alone() {
    let mut queue = Queue::default();
    add(&mut queue, UPLOAD);
    add(&mut queue, UPLOAD);
    let told = |queue: &mut Queue| {
        let mut heard = Vec::new();
        queue.tell(&mut |ticket, task| heard.push(line(ticket, task)));
        heard
    };
    assert!(told(&mut queue).is_empty());
    let run = queue.start_next(1, 1).unwrap();
    assert_eq!(told(&mut queue), ["a:checking"]);
    assert!(queue.progressed(run, &reading(5, 0.0, 1.0)) && queue.succeeded(run) && queue.pause(B).is_some());
    assert_eq!(told(&mut queue), ["a:success", "b:paused"]);
    assert!(queue.trim(1).is_some());
    assert_eq!((told(&mut queue), told(&mut queue)), (vec!["a:".into()], vec![]));
}
