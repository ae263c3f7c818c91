package org.example.held;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.partition.PartitionMapper;
import jakarta.batch.api.partition.PartitionPlan;
import jakarta.batch.api.partition.PartitionPlanImpl;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Properties;

/** As many numbers for each partition, with a file of its own. */
@Named
@Dependent
public class Ranges implements PartitionMapper {
  @Inject @BatchProperty String partitions;
  @Inject @BatchProperty String last;
  @Inject @BatchProperty String file;

  @Override
  public PartitionPlan mapPartitions() {
    var count = Integer.parseInt(partitions);
    var size = Long.parseLong(last) / count;
    var ranges = new Properties[count];
    for (var i = 0; i < count; i++) {
      ranges[i] = new Properties();
      ranges[i].setProperty("first", "" + (i * size + 1));
      ranges[i].setProperty("last", "" + (i + 1) * size);
      ranges[i].setProperty("file", file + "." + i);
    }
    var plan = new PartitionPlanImpl();
    plan.setPartitions(count);
    plan.setPartitionProperties(ranges);
    return plan;
  }
}
