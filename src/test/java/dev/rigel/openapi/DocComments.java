package dev.rigel.openapi;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;

/** The doc comments of a source tree as plain text; empty where there is none. */
final class DocComments {
  private final Map<String, String> texts = new HashMap<>();

  DocComments(Path sources) throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, null);
        var paths = Files.walk(sources)) {
      var units =
          files.getJavaFileObjectsFromPaths(
              paths.filter(path -> path.toString().endsWith(".java")).toList());
      var task =
          (JavacTask) compiler.getTask(null, files, null, List.of("-proc:none"), null, units);
      var collector = new Collector(DocTrees.instance(task));
      for (var unit : task.parse()) {
        collector.scan(unit, unit.getPackageName() + ".");
      }
    }
  }

  String of(Class<?> type) {
    return text(type.getCanonicalName());
  }

  String of(Method method) {
    return text(method.getDeclaringClass().getCanonicalName() + "#" + method.getName());
  }

  String of(RecordComponent component) {
    return text(component.getDeclaringRecord().getCanonicalName() + "@" + component.getName());
  }

  private String text(String name) {
    return texts.getOrDefault(name, "");
  }

  /** Walks a file; the parameter is the name of what surrounds the current place. */
  private final class Collector extends TreePathScanner<Void, String> {
    private final DocTrees trees;

    Collector(DocTrees trees) {
      this.trees = trees;
    }

    @Override
    public Void visitClass(ClassTree type, String around) {
      var name = around + type.getSimpleName();
      keep(name);
      return super.visitClass(type, name + ".");
    }

    @Override
    public Void visitMethod(MethodTree method, String around) {
      keep(around.substring(0, around.length() - 1) + "#" + method.getName());
      return null;
    }

    private void keep(String name) {
      DocCommentTree comment = trees.getDocCommentTree(getCurrentPath());
      if (comment == null) {
        return;
      }
      texts.put(name, plain(comment.getFullBody()));
      for (var tag : comment.getBlockTags()) {
        if (tag instanceof ParamTree parameter) {
          texts.put(name + "@" + parameter.getName(), plain(parameter.getDescription()));
        }
      }
    }
  }

  private static String plain(List<? extends DocTree> content) {
    return content.stream()
        .map(DocComments::plain)
        .collect(Collectors.joining())
        .replaceAll("\\s+", " ")
        .trim();
  }

  private static String plain(DocTree part) {
    if (part instanceof TextTree text) {
      return text.getBody();
    }
    if (part instanceof LiteralTree literal) {
      return "`" + literal.getBody().getBody() + "`";
    }
    return part instanceof LinkTree link ? link.getReference().getSignature() : " ";
  }
}
