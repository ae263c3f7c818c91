package dev.rigel.server.harness;

import static jakarta.transaction.Transactional.TxType.MANDATORY;
import static jakarta.transaction.Transactional.TxType.REQUIRES_NEW;

import dev.rigel.server.database.AfterCommit;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.transaction.TransactionRequiredException;
import jakarta.transaction.Transactional;
import jakarta.transaction.TransactionalException;
import java.io.Serializable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

/** Does for {@code @Transactional} and the entity manager what a server does. */
@ApplicationScoped
class Transactions implements AfterCommit {
  @Inject EntityManagerFactory factory;
  private final ThreadLocal<EntityManager> current = new ThreadLocal<>();
  private final ThreadLocal<List<Runnable>> afterCommit = new ThreadLocal<>();

  @Produces
  @Dependent
  EntityManager entityManager() {
    return (EntityManager)
        Proxy.newProxyInstance(
            EntityManager.class.getClassLoader(),
            new Class<?>[] {EntityManager.class},
            (proxy, method, arguments) -> {
              if (current.get() == null) {
                throw new IllegalStateException("no transaction for " + method.getName());
              }
              try {
                return method.invoke(current.get(), arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  boolean isActive() {
    return current.get() != null;
  }

  @Override
  public void run(Runnable work) {
    afterCommit.get().add(work);
  }

  Object inNew(InvocationContext call) throws Exception {
    var outer = afterCommit.get();
    var works = new ArrayList<Runnable>();
    afterCommit.set(works);
    try {
      var result = committed(call);
      works.forEach(Runnable::run);
      return result;
    } finally {
      afterCommit.set(outer);
    }
  }

  private Object committed(InvocationContext call) throws Exception {
    var outer = current.get();
    var entities = factory.createEntityManager();
    current.set(entities);
    try {
      entities.getTransaction().begin();
      var result = call.proceed();
      entities.getTransaction().commit();
      return result;
    } finally {
      current.set(outer);
      if (entities.getTransaction().isActive()) {
        entities.getTransaction().rollback();
      }
      entities.close();
    }
  }

  /** Joins a transaction or opens one. */
  @Interceptor
  @Transactional
  @Priority(Interceptor.Priority.PLATFORM_BEFORE)
  static class Required implements Serializable {
    private static final long serialVersionUID = 1L;
    @Inject transient Transactions transactions;

    @AroundInvoke
    Object around(InvocationContext call) throws Exception {
      return transactions.isActive() ? call.proceed() : transactions.inNew(call);
    }
  }

  /** Demands a transaction. */
  @Interceptor
  @Transactional(MANDATORY)
  @Priority(Interceptor.Priority.PLATFORM_BEFORE)
  static class Mandatory implements Serializable {
    private static final long serialVersionUID = 1L;
    @Inject transient Transactions transactions;

    @AroundInvoke
    Object around(InvocationContext call) throws Exception {
      if (!transactions.isActive()) {
        throw new TransactionalException(
            "no transaction for " + call.getMethod(), new TransactionRequiredException());
      }
      return call.proceed();
    }
  }

  /** Opens a transaction. */
  @Interceptor
  @Transactional(REQUIRES_NEW)
  @Priority(Interceptor.Priority.PLATFORM_BEFORE)
  static class RequiresNew implements Serializable {
    private static final long serialVersionUID = 1L;
    @Inject transient Transactions transactions;

    @AroundInvoke
    Object around(InvocationContext call) throws Exception {
      return transactions.inNew(call);
    }
  }
}
