package dev.rigel.contract.setting;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** The table of settings is the only place that knows their names. */
class SettingNamesTest {
  private static final Path SOURCES = Path.of("src/main/java");
  private static final Pattern NAME = Pattern.compile("\\b(?:PREFECT|RIGEL|ORION)_+[A-Z]\\w*");

  /** What the agent tells its child processes; nobody sets them. */
  private static final Set<String> TOLD_TO_CHILDREN =
      Set.of("PREFECT__FLOW_RUN_ID", "RIGEL_END_MARK", "RIGEL_PROCESS_TREE");

  /** In annotations, that is in help texts, a name must be a constant expression. */
  private record Found(Set<String> inCode, Set<String> inAnnotations) {}

  @Test
  void no_other_class_holds_a_settings_name() throws IOException {
    var found = in(sources());
    found.inCode().removeAll(TOLD_TO_CHILDREN);

    assertThat(found.inCode()).as("names beside the table; take its constants").isEmpty();
  }

  @Test
  void a_help_text_names_settings_that_there_are() throws IOException {
    assertThat(in(sources()).inAnnotations())
        .isNotEmpty()
        .allSatisfy(name -> assertThat(Settings.named(name)).as(name).isPresent());
  }

  @Test
  void names_are_found_in_strings_and_text_blocks_and_not_in_comments() throws IOException {
    var found =
        in(
            List.of(
                new Source(
                    "Sample",
                    """
                    /** RIGEL_COMMENT. */
                    @Help("of RIGEL_HOME")
                    class Sample {
                      String one = "with RIGEL_ONE of it"; // RIGEL_NONE
                      String two = \"""
                          PREFECT_TWO=1
                          \""" + "X_RIGEL_NOT";
                    }
                    """)));

    assertThat(found)
        .isEqualTo(new Found(Set.of("RIGEL_ONE", "PREFECT_TWO"), Set.of("RIGEL_HOME")));
  }

  private static List<Source> sources() throws IOException {
    var table = SOURCES.resolve("dev/rigel/contract/setting");
    var sources = new ArrayList<Source>();
    try (var files = Files.walk(SOURCES)) {
      for (var file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        if (!file.startsWith(table)) {
          sources.add(new Source(file.toString().replace(".java", ""), Files.readString(file)));
        }
      }
    }
    return sources;
  }

  private static Found in(List<Source> sources) throws IOException {
    var found = new Found(new TreeSet<>(), new TreeSet<>());
    var compiler = ToolProvider.getSystemJavaCompiler();
    var task = (JavacTask) compiler.getTask(null, null, null, List.of("-proc:none"), null, sources);
    for (var unit : task.parse()) {
      new Strings(found).scan(unit, found.inCode());
    }
    return found;
  }

  /** The parameter is where names are put that are found from here on. */
  private static final class Strings extends TreeScanner<Void, Set<String>> {
    private final Found found;

    Strings(Found found) {
      this.found = found;
    }

    @Override
    public Void visitAnnotation(AnnotationTree annotation, Set<String> names) {
      return super.visitAnnotation(annotation, found.inAnnotations());
    }

    @Override
    public Void visitLiteral(LiteralTree literal, Set<String> names) {
      if (literal.getValue() instanceof String text) {
        NAME.matcher(text).results().forEach(name -> names.add(name.group()));
      }
      return null;
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String path, String text) {
      super(URI.create("string:///" + path + ".java"), JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
