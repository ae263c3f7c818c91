package dev.rigel.engine;

import dev.rigel.contract.state.StateType;
import jakarta.batch.runtime.BatchStatus;
import jakarta.batch.runtime.JobExecution;
import jakarta.batch.runtime.StepExecution;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a flow run's final state says.
 *
 * @param job the execution that has ended
 * @param steps its steps, in the order in which they began
 * @param thrown what the job threw last, if anything
 * @param repeats whether an exit status is only that once more: JBeret makes one of what breaks a
 *     job outside its steps, without the causes
 * @param stopAsked whether it was asked to stop
 * @param kept whether another process can go on with it
 */
record EndMessage(
    JobExecution job,
    List<StepExecution> steps,
    Optional<String> thrown,
    Predicate<String> repeats,
    boolean stopAsked,
    boolean kept) {

  String of(StateType state) {
    return switch (state) {
      case COMPLETED -> completedSteps() + " completed" + andExit() + ".";
      case FAILED -> failed();
      case CANCELLED -> stopped();
      default -> "The job was abandoned.";
    };
  }

  private String failed() {
    var failedStep =
        steps.stream().filter(step -> step.getBatchStatus() == BatchStatus.FAILED).findFirst();
    if (failedStep.isPresent()) {
      return "Step '%s' failed: %s"
              .formatted(
                  failedStep.get().getStepName(), thrown.orElse("it threw nothing that was logged"))
          + andExit();
    }
    return exit()
        .map(exit -> "Job failed with exit status " + exit + ".")
        .or(() -> thrown.map(reason -> "Job failed: " + reason))
        .or(() -> lastExit().map(exit -> "Job failed " + exit + "."))
        .orElse("Job failed: the batch runtime gave no reason; its log may.");
  }

  /** The transition that ended the job went by this. */
  private Optional<String> lastExit() {
    return lastStep()
        .flatMap(
            step ->
                ExitStatus.of(step.getExitStatus(), step.getBatchStatus())
                    .map(
                        exit ->
                            "after step '" + step.getStepName() + "' with exit status " + exit));
  }

  /** By a {@code stop} element, or by somebody. */
  private String stopped() {
    return (stopAsked ? "Stopped on request" : "The job stopped itself")
        + lastStep().map(EndMessage::place).orElse("")
        + ", with "
        + completedSteps()
        + " completed"
        + andExit()
        + (kept
            ? ". If the run is retried, it goes on from there."
            : ". If the run is sent back to its queue, it begins with the first step.");
  }

  private static String place(StepExecution step) {
    var done = step.getBatchStatus() == BatchStatus.COMPLETED;
    return (done ? " after step '" : " in step '") + step.getStepName() + "'";
  }

  private Optional<StepExecution> lastStep() {
    return steps.isEmpty() ? Optional.empty() : Optional.of(steps.get(steps.size() - 1));
  }

  private Optional<String> exit() {
    return ExitStatus.of(job.getExitStatus(), job.getBatchStatus()).filter(repeats.negate());
  }

  private String andExit() {
    return exit().map(exit -> "; exit status " + exit).orElse("");
  }

  private String completedSteps() {
    var count =
        steps.stream().filter(step -> step.getBatchStatus() == BatchStatus.COMPLETED).count();
    return count == 1 ? "1 step" : count + " steps";
  }
}
