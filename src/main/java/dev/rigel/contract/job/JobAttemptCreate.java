package dev.rigel.contract.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rigel.contract.json.Longest;
import dev.rigel.contract.json.Required;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that begins.
 *
 * @param jobName name of the job's XML
 * @param jobXmlDigest of the XML, by which a change is noticed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobAttemptCreate(
    @Required @Longest String jobName, @Longest @Nullable String jobXmlDigest) {}
